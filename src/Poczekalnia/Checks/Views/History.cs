using NodaTime;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// What the case file has said so far. It believes every line: whether a line should have been there is what the
/// checks are for. So it never refuses an event, and what it does not know it makes up as unknown.
/// </summary>
public sealed partial class History
{
    private readonly Dictionary<Guid, Place> _places = [];
    private readonly Dictionary<Guid, Slot> _slots = [];
    private readonly Dictionary<Guid, Visit> _visits = [];
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<Guid, Report> _reports = [];
    private readonly Dictionary<Guid, Referral> _referrals = [];
    private readonly Dictionary<Guid, Scope> _windows = [];
    private readonly Dictionary<string, Scope> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Rules> _rules = new(StringComparer.Ordinal);
    private readonly List<(long Position, DateOnly Day)> _days = [];

    /// <summary>The latest instant that a line named.</summary>
    public Instant Now { get; private set; } = Instant.MinValue;

    /// <summary>The local date of <see cref="Now"/>.</summary>
    public DateOnly Today { get; private set; } = DateOnly.MinValue;

    /// <summary>Whether the file says that nothing was cut off.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The scopes in the order in which they were first named.</summary>
    public List<Scope> Scopes { get; } = [];

    public IReadOnlyCollection<Slot> Slots => _slots.Values;

    public IReadOnlyCollection<Visit> Visits => _visits.Values;

    public IReadOnlyCollection<Entry> Entries => _entries.Values;

    public Visit? VisitOf(Guid id) => _visits.GetValueOrDefault(id);

    public Entry? EntryOf(Guid id) => _entries.GetValueOrDefault(id);

    public Rules? RulesOf(string reference) => _rules.GetValueOrDefault(reference);

    public Scope? WindowOf(Guid stream) => _windows.GetValueOrDefault(stream);

    public Slot SlotOf(Guid id)
    {
        if (!_slots.TryGetValue(id, out var slot))
        {
            _slots.Add(id, slot = new Slot(id) { Place = PlaceOf(Guid.Empty), Scope = ScopeOf("") });
        }

        return slot;
    }

    public Place PlaceOf(Guid id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            _places.Add(id, place = new Place(id));
        }

        return place;
    }

    public Report ReportOf(Guid id)
    {
        if (!_reports.TryGetValue(id, out var report))
        {
            _reports.Add(id, report = new Report(id) { Scope = ScopeOf("") });
        }

        return report;
    }

    public Referral ReferralOf(Guid id)
    {
        if (!_referrals.TryGetValue(id, out var referral))
        {
            _referrals.Add(id, referral = new Referral(id));
        }

        return referral;
    }

    public Scope ScopeOf(string code)
    {
        if (!_scopes.TryGetValue(code, out var scope))
        {
            _scopes.Add(code, scope = new Scope(code));
            Scopes.Add(scope);
        }

        return scope;
    }

    /// <summary>The local date on which the event at a position happened.</summary>
    public DateOnly DayAt(long position)
    {
        var found = _days.FindLastIndex(step => step.Position <= position);
        return found < 0 ? DateOnly.MinValue : _days[found].Day;
    }

    /// <summary>The report that an event concerns, directly or by its entry, appointment or referral.</summary>
    public Report? ReportTouchedBy(EventLine line) => line.Family switch
    {
        Family.Report => ReportOf(line.Stream),
        Family.Entry => EntryOf(line.Stream)?.Report,
        Family.Appointment => VisitOf(line.Stream)?.Report,
        Family.Referral => ReferralOf(line.Stream).Report,
        Family.Slot => VisitOf(SlotOf(line.Stream).Appointment)?.Report,
        Family.Place or Family.Window or Family.Process => null,
    };

    /// <summary>
    /// Position at which a free slot became due for offer; nothing while its day lies beyond the window.
    /// </summary>
    public static long? DueSince(Slot slot) =>
        slot.Scope.UnblockedAt(slot.Day) is { } unblocked
            ? Math.Max(Math.Max(slot.FreeSince, slot.Place.ActiveSince), unblocked)
            : null;

    /// <summary>Up to which position the matcher must have handled everything when nothing is left to do.</summary>
    public long HandledTo(Scope scope) => IsComplete ? long.MaxValue : scope.MatcherReadTo;

    public void Learn(Rules rules) => _rules[rules.Ref] = rules;

    public void Learn(Json policy)
    {
        if (policy.Text("kind"u8) == "scheduling")
        {
            Learn(Rules.Read(policy.Text("ref"u8), policy.Need("content"u8)));
        }
    }

    public void End(EndLine end) => IsComplete = end.IsComplete;

    /// <summary>A line named an instant. The clock of a check never goes back.</summary>
    public void Reach(Instant instant)
    {
        if (instant > Now)
        {
            Now = instant;
            if (Moments.DayOf(instant) is var day && day > Today)
            {
                Today = day;
                Scopes.ForEach(scope => scope.Open.Forget(day));
            }
        }
    }

    public void Apply(EventLine line)
    {
        Reach(line.At);
        if (_days.Count == 0 || _days[^1].Day != Today)
        {
            _days.Add((line.Position, Today));
        }

        switch (line.Family)
        {
            case Family.Place:
                Apply(line, PlaceOf(line.Stream));
                break;
            case Family.Window:
                ApplyToWindow(line);
                break;
            case Family.Slot:
                Apply(line, SlotOf(line.Stream));
                break;
            case Family.Appointment:
                ApplyToVisit(line);
                break;
            case Family.Entry:
                ApplyToEntry(line);
                break;
            case Family.Report:
                Apply(line, ReportOf(line.Stream));
                break;
            case Family.Referral:
                Apply(line, ReferralOf(line.Stream));
                break;
            case Family.Process:
                break;
        }
    }

    private static void Apply(EventLine line, Place place)
    {
        switch (line.What)
        {
            case PlaceRegistered registered:
                place.IsKnown = true;
                place.Area = registered.Area;
                place.LatitudeE5 = registered.LatitudeE5;
                place.LongitudeE5 = registered.LongitudeE5;
                break;
            case PlaceActivated or PlaceResumed:
                place.IsActive = true;
                place.ActiveSince = line.Position;
                break;
            case PlaceSuspended:
                place.IsActive = false;
                break;
            case Happening.ContractEnded ended:
                place.EndsOn = ended.EffectiveOn;
                break;
        }
    }

    private void ApplyToWindow(EventLine line)
    {
        if (line.What is ScopeOpened opened)
        {
            _windows[line.Stream] = ScopeOf(opened.Scope);
            return;
        }

        if (!_windows.TryGetValue(line.Stream, out var scope))
        {
            return;
        }

        switch (line.What)
        {
            case PolicyAdopted adopted when _rules.TryGetValue(adopted.Policy, out var rules):
                scope.Adopt(line.Position, rules);
                break;
            case WindowAdvanced advanced:
                scope.Advance(line.Position, advanced.Through);
                break;
            case WindowSwept:
                scope.MatcherRead(line.Position - 1);
                break;
        }
    }

    private static void Apply(EventLine line, Referral referral)
    {
        switch (line.What)
        {
            case ReferralIssued issued:
                referral.Patient = issued.Patient;
                referral.Scope = issued.Scope;
                referral.OnPaper = issued.OnPaper;
                referral.State = ReferralState.Issued;
                break;
            case ReferralHeld held:
                referral.Place = held.Place;
                referral.State = ReferralState.Held;
                break;
            case ReferralReleased:
                referral.State = ReferralState.Issued;
                break;
            case Happening.ReferralFulfilled:
                referral.State = ReferralState.Fulfilled;
                break;
            case Happening.ReferralCancelled:
                referral.State = ReferralState.Cancelled;
                break;
        }
    }
}
