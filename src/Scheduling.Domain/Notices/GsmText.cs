using System.Text;

namespace Scheduling.Domain.Notices;

/// <summary>
/// Texts in the letters that a text message carries one by one (GSM 03.38, basic table). One letter outside of it and
/// the whole message would be sent with 70 letters instead of 160.
/// </summary>
public static class GsmText
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string From = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”“’–—[]{}";
    private const string To = "acelnoszzACELNOSZZ\"\"\"'--()()";

    /// <summary>The text with every letter in the alphabet; one without a stand-in becomes a question mark.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var at = From.IndexOf(letter, StringComparison.Ordinal);
            plain.Append(at >= 0 ? To[at] : Basic.Contains(letter, StringComparison.Ordinal) ? letter : '?');
        }

        return plain.ToString();
    }
}
