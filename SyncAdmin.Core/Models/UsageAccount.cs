namespace SyncAdmin.Core.Models;

/// <summary>Counts for <see cref="ModelUsage"/>. Thread-safe.</summary>
internal sealed class UsageAccount
{
    private readonly Lock _lock = new();

    private ModelUsage _usage = new(0, 0, 0, 0, 0);

    internal ModelUsage Usage => Volatile.Read(ref _usage);

    internal void Served(int items, long tokens)
    {
        lock (_lock)
        {
            _usage = _usage with { Calls = _usage.Calls + 1, Items = _usage.Items + items, Tokens = _usage.Tokens + tokens };
        }
    }

    internal void Failed(ModelFailure failure)
    {
        lock (_lock)
        {
            _usage = _usage with { Failures = _usage.Failures + 1, QuotaRefusals = _usage.QuotaRefusals + (failure == ModelFailure.Quota ? 1 : 0) };
        }
    }
}
