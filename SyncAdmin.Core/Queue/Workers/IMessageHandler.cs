namespace SyncAdmin.Core.Queue.Workers;

/// <summary>
/// What is done with the messages of one queue. A message may come again (a process was killed, a lease ended), so doing the same twice must be
/// as good as once; <see cref="ReceivedMessage.Receipt"/>'s id tells that it is the same.
/// </summary>
public interface IMessageHandler
{
    /// <summary>
    /// Handles one message. Returning completes it, with what is returned kept beside it; throwing fails the try with the exception's message (kept
    /// without its stack, so it must hold no secret); <see cref="MessageFailedException"/> says when to try again, or never.
    /// </summary>
    /// <param name="lease">The message, and the right to it for <see cref="QueueDefinition.Visibility"/> unless it is extended.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the lease ends, and when the process stops and its patience is over. From then on another may have the message, so what still
    /// goes on must not change anything.
    /// </param>
    Task<MessageResult?> HandleAsync(MessageLease lease, CancellationToken cancellationToken);
}
