using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>Nobody is told the same twice (states.md §6).</summary>
public sealed class NoticesOnce : Check
{
    // A million keys of some eighty letters would fill memory; sixteen bytes of their hash are as good.
    private readonly HashSet<(ulong, ulong)> _keys = [];

    public override string Name => "notices-once";

    public override string Statement =>
        "Every notice has its own key and, unless a reminder, follows its cause: one per cause, kind and channel.";

    public override void Told(NoticeLine notice, History history)
    {
        Look();
        if (!_keys.Add(HashOf(notice.Key)))
        {
            Found(notice.Cause ?? 0, notice.Recipient, $"a second notice has the key '{notice.Key}'");
        }

        if ((notice.Cause is null) != (notice.Kind == NoticeKinds.DateApproaching))
        {
            Found(
                notice.Cause ?? 0, notice.Recipient,
                $"notice '{notice.Key}' of kind {notice.Kind} has {(notice.Cause is null ? "no" : "a")} cause");
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        for (var i = 0; i < append.Notices.Count; i++)
        {
            var notice = append.Notices[i];
            if (notice.Cause is not { } cause)
            {
                continue;
            }

            if (append.Events.Count == 0 || cause < append.Events[0].Position || cause > append.Events[^1].Position)
            {
                Found(cause, notice.Recipient, $"notice '{notice.Key}' does not follow its cause at position {cause}");
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (IsSame(append.Notices[earlier], notice))
                {
                    Found(
                        cause, notice.Recipient,
                        $"a second {notice.Kind} goes by {notice.Channel} for the same cause");
                    break;
                }
            }
        }
    }

    /// <summary>Two sums after Fowler, Noll and Vo, run in both directions: 128 bits.</summary>
    private static (ulong Forward, ulong Backward) HashOf(string key)
    {
        const ulong Basis = 14_695_981_039_346_656_037;
        const ulong Prime = 1_099_511_628_211;
        var (forward, backward) = (Basis, Basis);
        unchecked
        {
            for (var i = 0; i < key.Length; i++)
            {
                forward = (forward ^ key[i]) * Prime;
                backward = (backward ^ key[key.Length - 1 - i]) * Prime;
            }
        }

        return (forward, backward);
    }

    private static bool IsSame(NoticeLine one, NoticeLine other) =>
        one.Cause == other.Cause && one.Kind == other.Kind && one.Channel == other.Channel
        && one.Patient == other.Patient && one.Place == other.Place;
}
