using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// One physical collection: <c>cN.db</c> (rows) and <c>cN.vec</c> (vectors), many readers beside one writer. Files of its own, so that two
/// collections that are written at once (a re-index) share no lock, and deleting one is deleting its files.
/// </summary>
internal sealed partial class EmbeddedCollection : IDisposable
{
    // About ten seconds: from the twentieth on a spin sleeps a millisecond. A commit is published in microseconds.
    private const int MaxSpins = 10_000;
    private readonly WriteGate _gate = new();
    private readonly ConcurrentBag<PayloadReader> _readers = [];
    private readonly ConcurrentDictionary<int, Guid> _reported = new();
    private readonly CollectionFiles _files;
    private readonly ILogger _logger;
    private readonly PointTable _table;
    private readonly VectorFile _file;
    private readonly SnapshotQueue _snapshots;
    private readonly List<SlotChunk> _chunks;
    private readonly HashSet<Guid> _lost;
    private readonly int _slotsPerChunk;
    private int _end;
    private volatile int _lostCount;
    private volatile bool _closed;

    internal EmbeddedCollection(CollectionFiles files, CollectionSpec spec, LoadedCollection loaded, ILogger logger)
    {
        (_files, Spec, _logger) = (files, spec, logger);
        (_table, _file, _snapshots, _chunks, _lost, _end, Datasources) =
            (loaded.Table, loaded.File, loaded.Snapshots, loaded.Chunks, loaded.Lost, loaded.End, loaded.Datasources);
        _slotsPerChunk = SlotChunk.SlotsFor(CollectionLoader.StrideOf(spec));
        _lostCount = _lost.Count;
    }

    internal CollectionSpec Spec { get; }

    internal DatasourceNumbers Datasources { get; }

    internal long Count => _snapshots.Current.Count;

    /// <summary>What is wrong with the files; null when nothing is.</summary>
    internal Problem? Damage => _lostCount + _reported.Count is var missing and > 0
        ? new Problem(ErrorCatalog.VectorFileDamaged, $"{missing} points of the collection have no sound vector in '{_files.VectorsName}' any more; they count as missing until they are written again.")
        : null;

    public void Dispose()
    {
        _closed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _table.Dispose();
        _file.Dispose();
    }

    /// <summary>Waits for the writer, then closes; readers that have begun finish on their own.</summary>
    internal async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken);
        Dispose();
    }

    /// <summary>A view of the newest commit, with the slots of <paramref name="ids"/>.</summary>
    internal ReadView Enter(Filter? filter = null, IEnumerable<Guid>? ids = null)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var payloads = _readers.TryTake(out var pooled) ? pooled : new PayloadReader(_files.Points);
        var asked = CompiledFilter.IdsOf(filter).Concat(ids ?? []).ToArray();
        var wait = default(SpinWait);
        while (true)
        {
            var slots = new Dictionary<Guid, int>();
            var snapshot = _snapshots.Enter(asked, slots);
            try
            {
                // A commit is on disk a moment before it is published: then this transaction is ahead of the snapshot, and we look again.
                if (payloads.Begin() == snapshot.Version)
                {
                    return new ReadView(this, snapshot, payloads, slots, filter);
                }

                payloads.End();
                _snapshots.Leave(snapshot);
            }
            catch
            {
                _snapshots.Leave(snapshot);
                payloads.Dispose();
                throw;
            }

            wait.SpinOnce();
            if (wait.Count > MaxSpins)
            {
                payloads.Dispose();
                throw new ProblemException(new Problem(ErrorCatalog.VectorDiskFailed, $"'{_files.PointsName}' in '{_files.Directory}' holds a commit that this process did not make, or could not finish."));
            }
        }
    }

    internal void Leave(ReadView view, PayloadReader payloads)
    {
        _snapshots.Leave(view.Snapshot);
        if (_closed)
        {
            payloads.Dispose();
            return;
        }

        try
        {
            payloads.End();
        }
        catch
        {
            payloads.Dispose();
            throw;
        }

        _readers.Add(payloads);
    }

    /// <summary>Reads a vector and checks it; false when it is damaged, which is reported and makes the point count as missing.</summary>
    internal bool TryReadVector(Snapshot snapshot, int slot, Span<float> vector)
    {
        var chunk = snapshot.ChunkOf(slot);
        var index = snapshot.IndexOf(slot);
        if (_file.Read(slot, vector) == 1 && ContentHash.Of(vector) == chunk.Hash[index])
        {
            return true;
        }

        Report(slot, chunk.Id[index]);
        return false;
    }

    /// <summary>Reads consecutive slots unchecked; returns how many are there.</summary>
    internal int ReadVectors(int firstSlot, Span<float> vectors) => _file.Read(firstSlot, vectors);

    /// <summary>Remembers a slot whose vector failed its check.</summary>
    internal void Report(int slot, Guid id)
    {
        if (_reported.TryAdd(slot, id))
        {
            LogDamaged(_files.VectorsName, 1, ErrorCatalog.VectorFileDamaged.Remedy);
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "Vector file {File}: {Count} vectors fail their checksum or are missing. {Remedy}")]
    private partial void LogDamaged(string file, int count, string remedy);
}
