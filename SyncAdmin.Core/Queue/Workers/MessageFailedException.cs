namespace SyncAdmin.Core.Queue.Workers;

/// <summary>Thrown by a handler that knows more than that it failed: when to try again, or that no further try can help.</summary>
public sealed class MessageFailedException : Exception
{
    /// <param name="failure">Kept with the message, without the stack of <paramref name="inner"/>.</param>
    /// <param name="inner">What caused it; goes to the log only.</param>
    public MessageFailedException(TryFailure failure, Exception? inner = null)
        : base(failure?.Error, inner)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(failure.Error, nameof(failure));
        Failure = failure;
    }

    /// <summary>What is said to the queue.</summary>
    public TryFailure Failure { get; }
}
