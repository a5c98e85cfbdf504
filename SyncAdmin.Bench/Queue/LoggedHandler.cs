using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;

namespace SyncAdmin.Bench.Queue;

/// <summary>
/// Takes a few milliseconds for most messages; longer than the lease for some, which it extends; for some it hangs beyond the lease, deaf to its token; and some fail. Which, is a
/// function of the message.
/// </summary>
internal sealed class LoggedHandler(HandlingLog log, TimeProvider time) : IMessageHandler
{
    public async Task<MessageResult?> HandleAsync(MessageLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var receipt = lease.Message.Receipt;
        log.Write("start", receipt, time.GetUtcNow());
        log.Write("until", receipt, lease.Message.VisibleAt);
        switch (receipt.Id % 1_000)
        {
            case 111:
                await ExtendAsync(lease, cancellationToken);
                break;
            case 333 when receipt.LeaseNumber == 1:
                await Task.Delay(QueueWorkerProcess.Visibility * 1.5, time, CancellationToken.None);
                break;
            case 555 or 777 when receipt.LeaseNumber == 1:
                log.Write("fail", receipt, time.GetUtcNow());
                throw new MessageFailedException(new TryFailure("It fails the first time.") { RetryAfter = TimeSpan.Zero });
            default:
                await Task.Delay(TimeSpan.FromMilliseconds(receipt.Id % 8), time, cancellationToken);
                break;
        }

        // Once its token is cancelled a handler holds nothing any more.
        log.Write(cancellationToken.IsCancellationRequested ? "late" : "end", receipt, time.GetUtcNow());
        return null;
    }

    private async Task ExtendAsync(MessageLease lease, CancellationToken cancellationToken)
    {
        for (var beat = 0; beat < 4; beat++)
        {
            await Task.Delay(QueueWorkerProcess.Visibility * 0.4, time, cancellationToken);
            if (await lease.ExtendAsync(QueueWorkerProcess.Visibility, cancellationToken) is { } until)
            {
                log.Write("until", lease.Message.Receipt, until);
            }
        }
    }
}
