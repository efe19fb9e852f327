using System.Net.Mail;
using System.Text.RegularExpressions;
using Scheduling.Domain;

namespace Scheduling.Host.Patients;

/// <summary>
/// How a person is reached: personal data, encrypted wherever they are kept. What is left out is not known.
/// </summary>
/// <param name="Name">For the address of an e-mail; no text has it.</param>
/// <param name="Mobile">With the country's prefix and digits only, such as <c>+48500000000</c>.</param>
/// <param name="PushHandle">What the push gateway knows the person's telephone by.</param>
/// <param name="Language">In which notices are written.</param>
internal sealed partial record ContactData(
    string? Name, string? Email, string? Mobile, string? PushHandle, Language Language)
{
    /// <summary>Characters of a name: more than any register holds.</summary>
    public const int NameMax = 100;

    /// <summary>Characters of an address of e-mail (RFC 5321).</summary>
    public const int EmailMax = 254;

    /// <summary>Characters of a push handle.</summary>
    public const int PushHandleMax = 500;

    private const string PolishPrefix = "+48";

    /// <summary>The same as it is kept, or the first field that is none; the value itself is not repeated.</summary>
    public (ContactData? Kept, string? WrongField) Checked()
    {
        var mobile = Mobile is null ? null : NumberIn(Mobile);
        string? wrong = this switch
        {
            { Name: { } name } when !IsLine(name, NameMax) => "name",
            { Email: { } email } when !IsEmail(email) => "email",
            { Mobile: not null } when mobile is null => "mobile",
            { PushHandle: { } handle } when handle.Length > PushHandleMax || !Visible().IsMatch(handle) =>
                "pushHandle",
            _ => null,
        };
        return wrong is null ? (this with { Mobile = mobile }, null) : (null, wrong);
    }

    /// <summary>A number as it is kept: nine digits alone are a Polish one. Nothing for what is no number.</summary>
    public static string? NumberIn(string text)
    {
        var bare = Separator().Replace(text, "");
        var number = bare.StartsWith("00", StringComparison.Ordinal) ? $"+{bare[2..]}"
            : bare.Length == 9 ? PolishPrefix + bare
            : bare;
        return International().IsMatch(number) ? number : null;
    }

    /// <summary>Nothing: neither a log nor an exception shows personal data.</summary>
    public override string ToString() => nameof(ContactData);

    private static bool IsLine(string text, int most) =>
        text.Length > 0 && text.Length <= most && !text.Any(char.IsControl) && text.Trim().Length == text.Length;

    // One address and nothing beside it, in letters that every server takes.
    private static bool IsEmail(string text) =>
        text.Length <= EmailMax && Visible().IsMatch(text)
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0;

    [GeneratedRegex(@"[\s\-().]")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\A\+[1-9][0-9]{7,14}\z")]
    private static partial Regex International();

    [GeneratedRegex(@"\A[!-~]+\z")]
    private static partial Regex Visible();
}
