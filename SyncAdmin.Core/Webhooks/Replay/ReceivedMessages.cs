using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Replay;

/// <summary>
/// Remembers accepted messages for 24 hours, in the transaction that stores what they ask for: a sender that got no answer sends again, and
/// must not have its work done twice. All by database time and the primary key of <c>webhook_messages</c>.
/// </summary>
public static class ReceivedMessages
{
    /// <summary>How long an id is remembered.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromHours(24);

    /// <summary>The answer to a message that was accepted within <see cref="Memory"/>; null: it is new.</summary>
    public static async Task<RememberedAnswer?> FindAsync(StateTransaction transaction, Guid receiverId, string messageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var found = await transaction.RowsAsync(
            $"""
            SELECT answer, body_hash FROM webhook_messages
            WHERE receiver_id = @receiver AND message_id = @id AND received_at > {transaction.Time.NowPlus(-Memory)}
            """,
            static row => new RememberedAnswer(row.GetString(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken,
            ("receiver", receiverId),
            ("id", messageId));
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>
    /// Remembers a message; false when another transaction has accepted it meanwhile: roll back, and answer what that one answered.
    /// </summary>
    public static async Task<bool> RememberAsync(
        StateTransaction transaction, Guid receiverId, string messageId, byte[] bodyHash, string answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        // What is older than the memory counts as forgotten, whether or not the upkeep has been here.
        return await transaction.ExecuteAsync(
            $"""
            INSERT INTO webhook_messages (receiver_id, message_id, body_hash, answer, received_at)
            VALUES (@receiver, @id, @hash, @answer, {transaction.Time.Now})
            ON CONFLICT (receiver_id, message_id) DO UPDATE
            SET body_hash = excluded.body_hash, answer = excluded.answer, received_at = excluded.received_at
            WHERE webhook_messages.received_at <= {transaction.Time.NowPlus(-Memory)}
            """,
            cancellationToken,
            ("receiver", receiverId),
            ("id", messageId),
            ("hash", bodyHash),
            ("answer", answer)) == 1;
    }

    /// <summary>Deletes up to <paramref name="most"/> forgotten ones, oldest first (IX_webhook_messages_received_at), and says how many.</summary>
    public static Task<int> ForgetAsync(StateTransaction transaction, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.ExecuteAsync(
            $"""
            DELETE FROM webhook_messages WHERE (receiver_id, message_id) IN (
                SELECT receiver_id, message_id FROM webhook_messages
                WHERE received_at <= {transaction.Time.NowPlus(-Memory)}
                ORDER BY received_at
                LIMIT @most)
            """,
            cancellationToken,
            ("most", most));
    }
}
