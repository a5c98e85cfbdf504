using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Models.Limits;

/// <summary>
/// The meter of all replicas: one row for a provider's key, moved on by database time. While the database does not answer, each process keeps to the
/// limits by itself, as if it were alone: a sync that can't commit will stop soon enough, and a search need not stop at all.
/// </summary>
internal sealed partial class PostgresModelMeter(StateDatabase database, string provider, string keyHash, IModelMeter alone, ILogger logger) : IModelMeter
{
    private readonly string _now = $"({database.Time.NowMilliseconds} * 1000)";

    /// <summary>What stands for the key in the table.</summary>
    internal static string HashOf(Uri address, string? key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}\u001F{key}")).AsSpan(0, 16));

    public async Task<TimeSpan> ReserveAsync(TimeSpan cost, CancellationToken cancellationToken)
    {
        var wait = await alone.ReserveAsync(cost, cancellationToken);
        var shared = await TryAsync(
            $"""
            INSERT INTO model_limits AS bucket (provider, key_hash, free_at)
            VALUES (@provider, @key, {_now} + @amount)
            ON CONFLICT (provider, key_hash) DO UPDATE
            SET free_at = greatest(bucket.free_at, {_now}) + @amount
            RETURNING bucket.free_at - @amount - {_now}
            """,
            cost,
            cancellationToken);
        return shared is { } microseconds ? TimeSpan.FromMicroseconds(Math.Max(0, microseconds)) : wait;
    }

    public async Task AdjustAsync(TimeSpan difference, CancellationToken cancellationToken)
    {
        await alone.AdjustAsync(difference, cancellationToken);
        await TryAsync(
            $"UPDATE model_limits SET free_at = greatest(free_at, {_now}) + @amount WHERE provider = @provider AND key_hash = @key RETURNING free_at",
            difference,
            cancellationToken);
    }

    public async Task PauseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await alone.PauseAsync(length, cancellationToken);
        await TryAsync(
            $"""
            INSERT INTO model_limits AS bucket (provider, key_hash, free_at)
            VALUES (@provider, @key, {_now} + @amount)
            ON CONFLICT (provider, key_hash) DO UPDATE
            SET free_at = greatest(bucket.free_at, {_now} + @amount)
            RETURNING free_at
            """,
            length,
            cancellationToken);
    }

    private async Task<long?> TryAsync(string sql, TimeSpan amount, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                (transaction, token) => transaction.ScalarAsync<long?>(sql, token, ("provider", provider), ("key", keyHash), ("amount", (long)amount.TotalMicroseconds)),
                cancellationToken);
        }
        catch (ProblemException exception)
        {
            LogAlone(logger, exception, provider);
            return null;
        }
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "{Provider}: the limits that replicas share could not be read; this process keeps to them by itself")]
    private static partial void LogAlone(ILogger logger, Exception exception, string provider);
}
