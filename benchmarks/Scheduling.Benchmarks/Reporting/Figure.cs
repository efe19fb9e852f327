using System.Globalization;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>Numbers as they stand in tables: a space between thousands, as many digits as mean something.</summary>
internal static class Figure
{
    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = " " };

    public static string Count(double number) => Math.Round(number).ToString("#,0", Spaced);

    /// <summary>Three digits that count.</summary>
    public static string Short(double number) => Math.Abs(number) switch
    {
        >= 100 => Count(number),
        >= 10 => number.ToString("0.0", Spaced),
        >= 1 => number.ToString("0.00", Spaced),
        _ => number.ToString("0.###", Spaced),
    };

    public static string Nanoseconds(double nanoseconds) => nanoseconds switch
    {
        >= 1e9 => $"{Short(nanoseconds / 1e9)} s",
        >= 1e6 => $"{Short(nanoseconds / 1e6)} ms",
        >= 1e3 => $"{Short(nanoseconds / 1e3)} µs",
        _ => $"{Short(nanoseconds)} ns",
    };

    public static string Time(TimeSpan time) => Nanoseconds(time.TotalNanoseconds);

    public static string Bytes(double bytes) => bytes switch
    {
        >= 1L << 30 => $"{Short(bytes / (1L << 30))} GiB",
        >= 1L << 20 => $"{Short(bytes / (1L << 20))} MiB",
        >= 1L << 10 => $"{Short(bytes / (1L << 10))} KiB",
        _ => $"{Short(bytes)} B",
    };

    public static string Percent(double part) => $"{(part * 100).ToString("0", Spaced)} %";

    public static string Times(double factor) => $"{Short(factor)} ×";
}
