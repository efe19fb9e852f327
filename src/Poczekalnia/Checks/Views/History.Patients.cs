using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks.Views;

/// <summary>Slots and what patients have to do with them.</summary>
public sealed partial class History
{
    private void Apply(EventLine line, Slot slot)
    {
        switch (line.What)
        {
            case SlotPublished published:
                Publish(slot, published, line);
                break;
            case SlotAssigned assigned:
                slot.Scope.MatcherRead(Math.Min(assigned.AsOf, line.Position));
                Take(slot, assigned.Appointment);
                if (EntryOf(assigned.Entry) is { State: EntryState.Waiting } entry)
                {
                    // Whoever comes next in the same append must not find it waiting.
                    Change(entry, EntryState.Assigned, line.Position);
                }

                break;
            case SlotBooked booked:
                Take(slot, booked.Appointment);
                break;
            case SlotFreed:
                slot.Scope.Open.Remove(slot);
                slot.State = SlotState.HeldBack;
                slot.FreeSince = line.Position;
                slot.FreedBy = line.Causation;
                break;
            case SlotReleased released:
                slot.Scope.MatcherRead(Math.Min(released.AsOf ?? 0, line.Position));
                slot.State = SlotState.Released;
                slot.ReleasedAt = line.Position;
                slot.Scope.Open.Add(slot);
                break;
            case SlotConsumed:
                slot.Scope.Open.Remove(slot);
                slot.State = SlotState.Consumed;
                break;
            case SlotWithdrawn:
                slot.Scope.Open.Remove(slot);
                slot.State = SlotState.Withdrawn;
                break;
        }
    }

    private void Publish(Slot slot, SlotPublished published, EventLine line)
    {
        slot.Scope.Open.Remove(slot);
        slot.Place = PlaceOf(published.Place);
        slot.Scope = ScopeOf(published.Scope);
        slot.Kind = published.Kind;
        slot.Mode = published.Mode;
        slot.Day = published.Day;
        slot.Time = published.Time;
        slot.Minutes = published.Minutes;
        slot.IsoDay = published.Day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)published.Day.DayOfWeek;
        slot.Practitioner = published.Practitioner;
        slot.Ages = published.Ages;
        slot.State = SlotState.HeldBack;
        slot.FreeSince = line.Position;
        slot.FreedBy = line.Causation;
        slot.Scope.Waiting.Know(slot.Place);
    }

    private static void Take(Slot slot, Guid appointment)
    {
        slot.Scope.Open.Remove(slot);
        slot.State = SlotState.Taken;
        slot.Appointment = appointment;
    }

    private void ApplyToVisit(EventLine line)
    {
        if (line.What is AppointmentBooked booked)
        {
            Book(line, booked);
            return;
        }

        if (VisitOf(line.Stream) is not { } visit)
        {
            return;
        }

        visit.ChangedAt = line.At;
        switch (line.What)
        {
            case AppointmentRescheduled moved:
                Leave(visit);
                visit.Slot = SlotOf(moved.Slot);
                visit.Place = moved.Place;
                visit.Day = moved.Day;
                visit.Time = moved.Time;
                visit.FixedAt = line.At;
                break;
            case AppointmentCancelled:
                Leave(visit);
                Change(visit, VisitState.Cancelled, null);
                break;
            case AppointmentFulfilled:
                Change(visit, VisitState.Fulfilled, null);
                break;
            case AppointmentMissed missed:
                Leave(visit);
                Change(visit, VisitState.Missed, missed.Fault);
                break;
        }
    }

    private void Book(EventLine line, AppointmentBooked booked)
    {
        var visit = new Visit(line.Stream)
        {
            Slot = SlotOf(booked.Slot),
            Scope = ScopeOf(booked.Scope),
            Place = booked.Place,
            Patient = booked.Patient,
            Kind = booked.Kind,
            Report = booked.Report is { } report ? ReportOf(report) : null,
            Entry = booked.Entry is { } entry ? EntryOf(entry) : null,
            Referral = booked.Referral is { } referral ? ReferralOf(referral) : null,
            Contacts = booked.Contacts,
            Origin = booked.Origin,
            Day = booked.Day,
            Time = booked.Time,
            FixedAt = line.At,
            ChangedAt = line.At,
        };
        if (VisitOf(line.Stream) is { } before)
        {
            // The stream began twice; the first appointment must not stay live for ever.
            Change(before, VisitState.Cancelled, null);
        }

        _visits[line.Stream] = visit;
        Change(visit, VisitState.Booked, null);
        if (visit.Report is not null)
        {
            visit.Report.LastVisit = visit;
        }
    }

    private static void Leave(Visit visit)
    {
        if (visit.Report is { } report)
        {
            (report.LeftSlots ??= []).Add(visit.Slot.Id);
        }
    }

    private static void Change(Visit visit, VisitState state, Blame? fault)
    {
        var wasLive = visit.IsLive;
        visit.State = state;
        visit.Fault = fault;
        var step = (visit.IsLive ? 1 : 0) - (wasLive ? 1 : 0);
        if (visit.Report is { } report)
        {
            report.LiveVisits += step;
        }

        if (visit.Kind == VisitKind.Continuing && visit.Referral is { } referral)
        {
            referral.LiveContinuing += step;
        }
    }

    private void ApplyToEntry(EventLine line)
    {
        if (line.What is EntryPlaced placed)
        {
            Place(line, placed);
            return;
        }

        if (EntryOf(line.Stream) is not { } entry)
        {
            return;
        }

        switch (line.What)
        {
            case CriteriaChanged changed:
                entry.Scope.Waiting.Remove(entry);
                entry.Wish = changed.Wish;
                Change(entry, entry.State, line.Position);
                break;
            case CategoryChanged changed:
                entry.Scope.Waiting.Remove(entry);
                entry.Order = entry.Order with { Class = changed.Class };
                entry.Report.Order = entry.Report.Order with { Class = changed.Class };
                Change(entry, entry.State, line.Position);
                break;
            case EntryAssigned:
                Change(entry, EntryState.Assigned, line.Position);
                break;
            case EntryReturned returned:
                Return(entry, returned);
                Change(entry, EntryState.Waiting, line.Position);
                break;
            case EntryWithdrawn:
                Change(entry, EntryState.Withdrawn, line.Position);
                break;
            case EntryRemoved:
                Change(entry, EntryState.Removed, line.Position);
                break;
            case EntryReinstated:
                Change(entry, EntryState.Waiting, line.Position);
                break;
        }
    }

    private static void Return(Entry entry, EntryReturned returned)
    {
        entry.Scope.Waiting.Remove(entry);
        entry.Order = entry.Order with { Class = returned.Class };
        entry.Report.Order = entry.Report.Order with { Class = returned.Class };
        (entry.LeftSlots ??= []).UnionWith(returned.LeftSlots);
    }

    private void Place(EventLine line, EntryPlaced placed)
    {
        var entry = new Entry(line.Stream)
        {
            Scope = ScopeOf(placed.Scope),
            Report = ReportOf(placed.Report),
            Wish = placed.Wish,
            Patient = placed.Patient,
            Referral = placed.Referral is { } referral ? ReferralOf(referral) : null,
            Order = placed.Order,
            Ages = placed.Ages,
            LeftSlots = placed.LeftSlots.Length > 0 ? [.. placed.LeftSlots] : null,
        };
        if (EntryOf(line.Stream) is { } before)
        {
            Change(before, EntryState.Removed, line.Position);
        }

        _entries[line.Stream] = entry;
        Change(entry, EntryState.Waiting, line.Position);
        entry.Report.LastEntry = entry;
        entry.Report.Order = placed.Order;
    }

    private static void Change(Entry entry, EntryState state, long position)
    {
        entry.Report.WaitingEntries +=
            (state == EntryState.Waiting ? 1 : 0) - (entry.State == EntryState.Waiting ? 1 : 0);
        entry.State = state;
        entry.ChangedAt = position;
        entry.Scope.Waiting.Remove(entry);
        if (state == EntryState.Waiting)
        {
            entry.Scope.Waiting.Add(entry);
        }
    }

    private void Apply(EventLine line, Report report)
    {
        switch (line.What)
        {
            case ReportFiled filed:
                report.Scope = ScopeOf(filed.Scope);
                report.Patient = filed.Patient;
                report.IsKnown = true;
                report.IsOpen = true;
                report.Closure = null;
                report.Order = filed.Order;
                report.ReportedAt = filed.ReportedAt;
                report.HasCard = filed.HasCard;
                report.IsEntitled = filed.IsEntitled;
                report.Referral = filed.Referral is { } referral ? ReferralOf(referral) : null;
                report.Contacts = filed.Contacts;
                report.LeftSlots = null;
                if (report.Referral is not null)
                {
                    report.Referral.Report = report;
                }

                break;
            case CategoryChanged changed:
                report.Order = report.Order with { Class = changed.Class };
                break;
            case ReportClosed closed:
                report.IsOpen = false;
                report.Closure = closed.Reason;
                break;
            case ReportReopened:
                report.IsOpen = true;
                report.Closure = null;
                break;
        }
    }
}
