using SyncAdmin.Core.Sync.Leases;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>A failure and the stage that met it.</summary>
internal sealed class StageException(PipelineStage stage, Exception inner) : Exception(inner.Message, inner)
{
    internal PipelineStage Stage { get; } = stage;

    /// <summary>Runs a call to the outside world and names its stage when it fails. Being cancelled and losing the lease are no failures of a stage.</summary>
    internal static async Task<T> NameAsync<T>(PipelineStage stage, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw new StageException(stage, exception);
        }
    }

    internal static Task NameAsync(PipelineStage stage, Func<Task> call, CancellationToken cancellationToken) =>
        NameAsync(
            stage,
            async () =>
            {
                await call();
                return true;
            },
            cancellationToken);

    internal static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not (StageException or LeaseLostException) && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
