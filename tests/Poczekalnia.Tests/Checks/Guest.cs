using System.Text.Json.Nodes;

namespace Poczekalnia.Tests.Checks;

/// <summary>A patient of a test history.</summary>
internal sealed class Guest(
    string patient, string contact, string category, bool isEntitled, string since, int number)
{
    public string Patient => patient;
    public string Contact => contact;
    public string Category => category;
    public bool IsEntitled => isEntitled;
    public string Since => since;
    public string Class => isEntitled ? "out-of-turn" : category;
    public string Report => $"report {patient}";
    public string Referral => $"referral {patient}";
    public string? Entry { get; set; }
    public string? Slot { get; set; }
    public int Visits { get; set; }
    public string Visit => $"visit {patient} {Visits}";
    public List<string> Left { get; } = [];

    public JsonObject Order() => new() { ["class"] = Class, ["since"] = since, ["number"] = number };
}
