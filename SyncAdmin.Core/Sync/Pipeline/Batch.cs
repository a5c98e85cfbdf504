using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// Consecutive records on their way from the plan to the commit: at most one embedding request, and however many unchanged records lie between.
/// Only the stage that holds a batch touches it.
/// </summary>
internal sealed class Batch
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Position in read order, from 0.</summary>
    internal required long Number { get; init; }

    /// <summary>When the statement that read its rows began: its records are as old as this.</summary>
    internal long StatementStarted { get; init; }

    /// <summary>New, or changed in their text.</summary>
    internal List<PlannedRecord> ToEmbed { get; init; } = [];

    /// <summary>Changed in their payload only.</summary>
    internal List<PlannedRecord> ToOverwrite { get; init; } = [];

    /// <summary>What else is written while the collection is re-indexed; null: it is not.</summary>
    internal MirrorWrites? Mirror { get; init; }

    /// <summary>Records that can't be synced.</summary>
    internal List<RecordFailure> Failures { get; init; } = [];

    /// <summary>Record keys whose points are deleted: the source has no such record any more.</summary>
    internal List<string> Gone { get; init; } = [];

    /// <summary>Records that the batch passes without writing them, because somebody else is at work on them: they are read again by key at the scan's end, in whatever attempt that comes.</summary>
    internal List<SourceKey> Aside { get; } = [];

    /// <summary>All its record keys, where rows may repeat (<see cref="RepeatedKeys"/>); empty elsewhere.</summary>
    internal List<string> Keys { get; } = [];

    /// <summary>Unchanged records.</summary>
    internal int Unchanged { get; set; }

    /// <summary>Typed key of the last record, with its change value before it in an incremental read: the checkpoint once this batch is committed.</summary>
    internal SourceKey? LastKey { get; set; }

    /// <summary>About what it takes in memory.</summary>
    internal long Bytes { get; set; }

    /// <summary>Texts that went to the embedder, refused ones too.</summary>
    internal int Embedded { get; set; }

    /// <summary>Tokens that the embedder charged.</summary>
    internal long Tokens { get; set; }

    /// <summary>Texts cut to the model's limit.</summary>
    internal int Truncated { get; set; }

    /// <summary>Texts that were not paid for, because their vectors were stored.</summary>
    internal int Cached { get; set; }

    /// <summary>Tokens that those cost when they were paid for.</summary>
    internal long CachedTokens { get; set; }

    /// <summary>Tokens that the texts of unchanged records would cost, estimated.</summary>
    internal long UnchangedTokens { get; set; }

    /// <summary>Rows that the commit writes.</summary>
    internal int Writes => ToEmbed.Count + ToOverwrite.Count + Failures.Count + Gone.Count + MirrorCount;

    /// <summary>Whether it has texts for the embed stage.</summary>
    internal bool HasTexts => ToEmbed.Count > 0 || Mirror is { ToEmbed.Count: > 0 };

    /// <summary>Whether it has something for the store.</summary>
    internal bool HasPoints => ToEmbed.Count + ToOverwrite.Count + MirrorCount > 0;

    /// <summary>Records of the source that this batch stands for.</summary>
    internal int Records => ToEmbed.Count + ToOverwrite.Count + Failures.Count + Unchanged;

    private int MirrorCount => Mirror is null ? 0 : Mirror.ToEmbed.Count + Mirror.ToOverwrite.Count;

    /// <summary>Completes when all its points are on disk in the store; faulted when a stage gave up on it.</summary>
#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
    internal Task Finished => _finished.Task;
#pragma warning restore VSTHRD003

    internal void Finish() => _finished.TrySetResult();

    internal void Fail(Exception exception)
    {
        _finished.TrySetException(exception);
        // The committer may never come this far: a batch before this one may have failed as well.
        _ = _finished.Task.Exception;
    }
}
