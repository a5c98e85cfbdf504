namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Where a failure came from; decides what a job that waits says it waits for.</summary>
internal enum PipelineStage
{
    /// <summary>Reading the source.</summary>
    Source,

    /// <summary>The embedding provider.</summary>
    Provider,

    /// <summary>The vector store.</summary>
    Store,

    /// <summary>Our own database.</summary>
    State,
}
