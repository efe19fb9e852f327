using NodaTime;

namespace Poczekalnia.Checks.Views;

/// <summary>How a slot stands.</summary>
public enum SlotState
{
    Unknown,
    HeldBack,
    Released,
    Taken,
    Consumed,
    Withdrawn,
}

/// <summary>How an appointment stands.</summary>
public enum VisitState
{
    Unknown,
    Booked,
    Cancelled,
    Fulfilled,
    Missed,
}

/// <summary>How a waiting entry stands.</summary>
public enum EntryState
{
    Unknown,
    Waiting,
    Assigned,
    Withdrawn,
    Removed,
}

/// <summary>How a referral stands.</summary>
public enum ReferralState
{
    Unknown,
    Issued,
    Held,
    Fulfilled,
    Cancelled,
}

/// <summary>A service place at the present line.</summary>
public sealed class Place(Guid id)
{
    public Guid Id { get; } = id;
    public bool IsKnown { get; set; }
    public string Area { get; set; } = "";
    public int LatitudeE5 { get; set; }
    public int LongitudeE5 { get; set; }
    public bool IsActive { get; set; }

    /// <summary>Position of the last activation or resumption; 0 before the first.</summary>
    public long ActiveSince { get; set; }

    /// <summary>The first day without a contract.</summary>
    public DateOnly? EndsOn { get; set; }

    /// <summary>Whether its slots of a day are visible to others.</summary>
    public bool Serves(DateOnly day) => IsActive && !(day >= EndsOn);
}

/// <summary>A slot at the present line.</summary>
public sealed class Slot(Guid id) : IComparable<Slot>
{
    public required Place Place { get; set; }
    public required Scope Scope { get; set; }
    public Guid Id { get; } = id;
    public VisitKind Kind { get; set; }
    public string Mode { get; set; } = "";
    public DateOnly Day { get; set; }
    public TimeOnly Time { get; set; }
    public int Minutes { get; set; }
    public int IsoDay { get; set; }
    public string? Practitioner { get; set; }
    public AgeSpan? Ages { get; set; }
    public SlotState State { get; set; }

    /// <summary>Who has it while it is taken; afterwards who had it last.</summary>
    public Guid Appointment { get; set; }

    /// <summary>Position at which it last became free.</summary>
    public long FreeSince { get; set; }

    /// <summary>The command by which it last became free.</summary>
    public Guid FreedBy { get; set; }

    /// <summary>Position at which it was last released.</summary>
    public long ReleasedAt { get; set; }

    public string Start => Moments.Text(Day, Time);

    /// <summary>The order of slots: start, TERYT of the place, place, slot.</summary>
    public int CompareTo(Slot? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byStart = Day.CompareTo(other.Day);
        byStart = byStart != 0 ? byStart : Time.CompareTo(other.Time);
        var byArea = byStart != 0 ? byStart : string.CompareOrdinal(Place.Area, other.Place.Area);
        var byPlace = byArea != 0 ? byArea : Place.Id.CompareTo(other.Place.Id);
        return byPlace != 0 ? byPlace : Id.CompareTo(other.Id);
    }
}

/// <summary>An appointment at the present line.</summary>
public sealed class Visit(Guid id)
{
    public required Slot Slot { get; set; }
    public required Scope Scope { get; init; }
    public required Guid Place { get; set; }
    public Guid Id { get; } = id;
    public Guid Patient { get; init; }
    public VisitKind Kind { get; init; }
    public Report? Report { get; init; }
    public Entry? Entry { get; init; }
    public Referral? Referral { get; init; }
    public ContactSet Contacts { get; init; }
    public Origin Origin { get; init; }
    public DateOnly Day { get; set; }
    public TimeOnly Time { get; set; }
    public VisitState State { get; set; }
    public Blame? Fault { get; set; }

    /// <summary>When this date was fixed, by booking or by the last change.</summary>
    public Instant FixedAt { get; set; }

    /// <summary>When the state or the date last changed.</summary>
    public Instant ChangedAt { get; set; }

    public string Start => Moments.Text(Day, Time);

    /// <summary>Booked, or missed and nobody knows why yet.</summary>
    public bool IsLive =>
        State == VisitState.Booked || (State == VisitState.Missed && Fault == Blame.Undetermined);
}

/// <summary>A waiting entry at the present line.</summary>
public sealed class Entry(Guid id)
{
    public required Scope Scope { get; init; }
    public required Report Report { get; init; }
    public required Wish Wish { get; set; }
    public Guid Id { get; } = id;
    public Guid Patient { get; init; }
    public Referral? Referral { get; init; }
    public Rank Order { get; set; }
    public AgeSpan Ages { get; init; }
    public EntryState State { get; set; }

    /// <summary>The slots that its events say were left.</summary>
    public HashSet<Guid>? LeftSlots { get; set; }

    /// <summary>Position of the last event that could make it fit something.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Where the index keeps it while it waits.</summary>
    public Lane? Lane { get; set; }

    public bool HasLeft(Slot slot) =>
        LeftSlots?.Contains(slot.Id) == true || Report.LeftSlots?.Contains(slot.Id) == true;
}

/// <summary>A report at the present line.</summary>
public sealed class Report(Guid id)
{
    public required Scope Scope { get; set; }
    public Guid Id { get; } = id;
    public Guid Patient { get; set; }
    public bool IsKnown { get; set; }
    public bool IsOpen { get; set; }
    public Closure? Closure { get; set; }

    /// <summary>The order as last fixed, by the report or by an entry's new category.</summary>
    public Rank Order { get; set; }

    public Instant ReportedAt { get; set; }
    public bool HasCard { get; set; }
    public bool IsEntitled { get; set; }
    public Referral? Referral { get; set; }
    public ContactSet Contacts { get; set; }
    public Visit? LastVisit { get; set; }
    public Entry? LastEntry { get; set; }
    public int LiveVisits { get; set; }
    public int WaitingEntries { get; set; }

    /// <summary>Slots that its appointments have left since it was last filed.</summary>
    public HashSet<Guid>? LeftSlots { get; set; }
}

/// <summary>A referral at the present line.</summary>
public sealed class Referral(Guid id)
{
    public Guid Id { get; } = id;
    public Guid Patient { get; set; }
    public string Scope { get; set; } = "";
    public bool OnPaper { get; set; }
    public ReferralState State { get; set; }
    public Guid Place { get; set; }

    /// <summary>The report that last named it.</summary>
    public Report? Report { get; set; }

    public int LiveContinuing { get; set; }
}
