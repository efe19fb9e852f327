namespace Scheduling.Domain;

/// <summary>
/// What people do with first, continuing and entitled visits: the rows and columns of the channel table.
/// </summary>
public enum Act
{
    BookFirstTime,
    Join,
    ChangeFirstTime,
    CancelFirstTime,
    ChangeCriteria,
    Withdraw,
    BookContinuing,
    ChangeContinuing,
    CancelContinuing,
    BookEntitled,
    ChangeEntitled,
    CancelEntitled,
}

/// <summary>
/// Who may do what by which channel (states.md §4; Dz.U. 2025 poz. 1537 art. 23e(3), the fund's table of 13.03.2026).
/// </summary>
/// <param name="Rows">The channels allowed for each act, in the order of <see cref="Act"/>.</param>
public sealed record ChannelTable(ValueList<ValueList<Channel>> Rows)
{
    public ValueList<Channel> For(Act act) => Rows[(int)act];

    public bool Allows(Act act, Channel channel) => For(act).Contains(channel);

    /// <summary>The refusal that names the channels to use, or nothing when this one may be used.</summary>
    public Refusal? Refuse(Act act, Channel channel) =>
        Allows(act, channel) ? null : Refusals.ChannelNotAllowed(NamesOf(For(act)));

    /// <summary>The stored names of channels, joined.</summary>
    public static string NamesOf(IEnumerable<Channel> channels) => string.Join(", ", channels.Select(NameOf));

    /// <summary>The stored name of a channel.</summary>
    public static string NameOf(Channel channel) =>
        channel switch
        {
            Channel.Ikp => "ikp",
            Channel.MojeIkp => "moje-ikp",
            Channel.Sms => "sms",
            Channel.Place => "place",
            Channel.Voice => "voice",
            Channel.Internal => "internal",
        };
}
