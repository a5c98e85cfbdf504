using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Sync.Reindexing;

namespace SyncAdmin.App.Collections;

/// <summary>A re-index.</summary>
/// <param name="Id">Id.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="From">The physical collection before.</param>
/// <param name="To">The physical collection that is built, or was.</param>
/// <param name="Spec">How the new one is made.</param>
/// <param name="Embedding">Of which model its vectors are.</param>
/// <param name="Feeders">The datasources that are read, and their jobs.</param>
/// <param name="Report">What was compared before the switch; null before.</param>
/// <param name="CanRollBack">Whether the collection can be rolled back to <paramref name="From"/>.</param>
/// <param name="StartedBy">Who asked for it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="SwitchedAt">When the name was moved; null: it was not.</param>
/// <param name="EndedAt">When it was done or abandoned; null: it is open.</param>
/// <param name="RolledBackAt">When it was rolled back; null: it was not.</param>
internal sealed record ReindexAnswer(
    Guid Id,
    string Collection,
    ReindexStatus Status,
    string From,
    string To,
    CollectionSpecView Spec,
    ModelFingerprint Embedding,
    IReadOnlyList<ReindexFeederView> Feeders,
    ReindexReport? Report,
    bool CanRollBack,
    string StartedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SwitchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RolledBackAt)
{
    internal static ReindexAnswer Of(ReindexView view) => new(
        view.Id,
        view.Collection,
        view.Status,
        view.From,
        view.To,
        CollectionSpecView.Of(view.Spec),
        view.Embedding,
        view.Feeders,
        view.Report,
        view.CanRollBack,
        view.StartedBy,
        view.CreatedAt,
        view.SwitchedAt,
        view.EndedAt,
        view.RolledBackAt);
}
