using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>The texts of a statement that reads messages: one each for a few bounds of how many.</summary>
internal sealed class ClaimText(DatabaseTime time, Func<int, string> build)
{
    private readonly (int Most, StatementText Text)[] _texts = [.. new[] { 1, 10, 100, QueueLimits.Batch }.Select(most => (most, new StatementText(time, () => build(most))))];

    /// <summary>The one with the nearest bound.</summary>
    internal string Of(int count) => Array.Find(_texts, text => text.Most >= count).Text.Value;
}
