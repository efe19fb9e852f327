using System.Globalization;
using System.Text;

namespace Scheduling.Host.Http.Operation;

/// <summary>Metrics as the text that Prometheus reads (exposition format 0.0.4).</summary>
internal sealed class MetricsText
{
    /// <summary>What it is sent as.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>What a name means; before its samples.</summary>
    /// <param name="type">gauge, counter or histogram.</param>
    public void Family(string name, string type, string meaning) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {meaning}\n# TYPE {name} {type}\n");

    /// <summary>A name with one sample of no label.</summary>
    public void Gauge(string name, string meaning, double value)
    {
        Family(name, "gauge", meaning);
        Sample(name, value);
    }

    /// <summary>One value.</summary>
    public void Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value))
                .Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value.ToString("R", CultureInfo.InvariantCulture))
            .Append('\n');
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
