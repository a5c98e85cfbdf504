using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>What the pipeline's stages do; the pipeline itself only carries batches from one to the next.</summary>
/// <param name="Read">Pages in key order; ends only when the source was read to its end.</param>
/// <param name="Plan">Batches of a page, in order.</param>
/// <param name="Embed">Gives every record of <see cref="Batch.ToEmbed"/> its vector, or moves it to the failures.</param>
/// <param name="Write">Puts the points of some batches on the store's disk.</param>
/// <param name="Commit">Commits consecutive batches in one transaction.</param>
internal sealed record ScanStages(
    Func<CancellationToken, IAsyncEnumerable<SourcePage>> Read,
    Func<SourcePage, CancellationToken, IAsyncEnumerable<Batch>> Plan,
    Func<Batch, CancellationToken, Task> Embed,
    Func<IReadOnlyList<Batch>, CancellationToken, Task> Write,
    Func<IReadOnlyList<Batch>, CancellationToken, Task> Commit);
