using System.Text;

namespace Poczekalnia.Checks.Views;

/// <summary>The closed lists of words of the case file, each by its stored name in kebab-case.</summary>
public static class Words
{
    /// <summary>Reads a stored name.</summary>
    /// <exception cref="FormatException">The list does not have the word.</exception>
    public static T Read<T>(ReadOnlySpan<byte> text)
        where T : struct, Enum
    {
        // The longest list has ten words.
        foreach (var (stored, word) in Table<T>.Words)
        {
            if (text.SequenceEqual(stored))
            {
                return word;
            }
        }

        var all = string.Join(", ", Enum.GetValues<T>().Select(NameOf));
        throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is none of {all}");
    }

    /// <summary>The stored name of a word.</summary>
    public static string NameOf<T>(T word)
        where T : struct, Enum =>
        Kebab(word.ToString());

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly (byte[] Stored, T Word)[] Words =
            [.. Enum.GetValues<T>().Select(word => (Encoding.UTF8.GetBytes(NameOf(word)), word))];
    }
}

/// <summary>The kinds of stream.</summary>
public enum Family
{
    Place,
    Window,
    Slot,
    Appointment,
    Entry,
    Report,
    Referral,
    Process,
}

/// <summary>What a slot or an appointment is for.</summary>
public enum VisitKind
{
    FirstTime,
    Continuing,
}

/// <summary>The first part of the order, best first.</summary>
public enum RankClass
{
    OutOfTurn,
    FastTrack,
    Urgent,
    Stable,
}

/// <summary>The medical category.</summary>
public enum Urgency
{
    Urgent,
    Stable,
}

/// <summary>Why the public may book a slot.</summary>
public enum ReleaseCause
{
    NobodyFits,
    WaitingRoomOff,
    TooClose,
}

/// <summary>How an appointment came about.</summary>
public enum Origin
{
    Public,
    WaitingRoom,
    InitialLoad,
    OutOfTurn,
    Treatment,
    SameDay,
}

/// <summary>Why a visit did not take place.</summary>
public enum Blame
{
    Patient,
    NotPatient,
    Undetermined,
}

/// <summary>Why somebody is on the list.</summary>
public enum Because
{
    Joined,
    EntitledPatientCancelled,
    PlaceCancelled,
    NotPatientsFault,
    Reinstated,
}

/// <summary>Why a report is closed.</summary>
public enum Closure
{
    Fulfilled,
    Resigned,
    Withdrawn,
    NoShow,
    ReferralEnded,
    NotRealised,
}

/// <summary>Who asked.</summary>
public enum Role
{
    Patient,
    ThirdPerson,
    Staff,
    Administrator,
    System,
}

/// <summary>By which way it was asked.</summary>
public enum Way
{
    Ikp,
    MojeIkp,
    Sms,
    Place,
    Voice,
    Internal,
}

/// <summary>Which contacts a patient left.</summary>
[Flags]
public enum ContactSet
{
    None = 0,
    Mobile = 1,
    Landline = 2,
    Email = 4,
    Push = 8,
}
