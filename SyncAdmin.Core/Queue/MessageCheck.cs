using System.Buffers;
using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Queue;

/// <summary>Refuses what can't be stored, before anything of a call is.</summary>
internal sealed class MessageCheck(int maxPayloadBytes)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ProblemException">SYNC-8501, SYNC-8502.</exception>
    internal void Check(IReadOnlyList<NewMessage> messages)
    {
        if (messages.Count > QueueLimits.Batch)
        {
            throw Invalid($"{messages.Count} messages were sent at once; at most {QueueLimits.Batch} go in one call.");
        }

        foreach (var message in messages)
        {
            Check(message);
        }
    }

    internal void Check(IReadOnlyList<Acknowledgement> acknowledgements)
    {
        if (acknowledgements.Count > QueueLimits.Batch)
        {
            throw Invalid($"{acknowledgements.Count} messages were acknowledged at once; at most {QueueLimits.Batch} go in one call.");
        }

        foreach (var acknowledgement in acknowledgements)
        {
            CheckLabel(nameof(acknowledgement.ExternalId), acknowledgement.ExternalId);
            CheckText(nameof(acknowledgement.Response), acknowledgement.Response, maxPayloadBytes);
        }
    }

    /// <exception cref="ProblemException">SYNC-8501: not the name of a queue.</exception>
    internal static void CheckName(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (!IsName(queue))
        {
            throw Invalid($"The queue's name '{Shown(queue)}' is not 1 to {QueueLimits.Name} of A-Z, a-z, 0-9, '.', '_', ':' and '-'.");
        }
    }

    /// <summary>Whether a queue could be called so.</summary>
    internal static bool IsName(string queue) => queue.Length is > 0 and <= QueueLimits.Name && !queue.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>What somebody took for a queue's name, as an error names it.</summary>
    internal static string Shown(string queue) => Kept(queue, QueueLimits.Name);

    /// <summary>Whether both databases can store it, or be asked for it.</summary>
    internal static bool IsText(string text) => MistakeIn(text, out _) is null;

    /// <summary>An error as it is kept: its beginning, and nothing that a database would refuse.</summary>
    internal static string Kept(string error) => Kept(error, QueueLimits.Error);

    private static string Kept(string text, int length)
    {
        var start = text.Length > length ? text[..length] : text;
        // Half a surrogate pair becomes the replacement character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(start.Replace("\0", "\uFFFD", StringComparison.Ordinal)));
    }

    private void Check(NewMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(message.Payload, nameof(message));
        CheckName(message.Queue);
        CheckText(nameof(message.Payload), message.Payload, maxPayloadBytes);
        CheckLabel(nameof(message.Source), message.Source);
        CheckLabel(nameof(message.TenantId), message.TenantId);
        CheckLabel(nameof(message.EntityType), message.EntityType);
        CheckLabel(nameof(message.EntityId), message.EntityId);
        CheckLabel(nameof(message.Action), message.Action);
        CheckLabel(nameof(message.ExternalId), message.ExternalId);
        CheckLabel(nameof(message.GroupKey), message.GroupKey);
        CheckLabel(nameof(message.DedupeKey), message.DedupeKey);
        CheckRange(nameof(message.Priority), message.Priority, -QueueLimits.Priority, QueueLimits.Priority);
        CheckRange(nameof(message.MaxRetries), message.MaxRetries, 1, QueueLimits.Tries);
        if (message.Delay < TimeSpan.Zero || message.Delay > QueueLimits.Longest)
        {
            throw Invalid($"The delay {message.Delay} is not from zero to {QueueLimits.Longest.TotalDays:0} days.");
        }
    }

    private static void CheckRange(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw Invalid($"{name} is {value}; it goes from {least} to {most}.");
        }
    }

    private static void CheckLabel(string name, string? value)
    {
        if (value?.Length > QueueLimits.Label)
        {
            throw Invalid($"{name} has {value.Length} characters; it may have {QueueLimits.Label}.");
        }

        CheckText(name, value, int.MaxValue);
    }

    private static void CheckText(string name, string? value, int maxBytes)
    {
        if (value is null)
        {
            return;
        }

        if (MistakeIn(value, out var bytes) is { } mistake)
        {
            throw Invalid($"{name} has {mistake}");
        }

        if (bytes > maxBytes)
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueuePayloadTooLarge, $"{name} has {bytes} bytes; {maxBytes} are allowed."));
        }
    }

    private static string? MistakeIn(string text, out int bytes)
    {
        bytes = 0;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "a NUL character, which PostgreSQL can't store.";
        }

        try
        {
            bytes = Strict.GetByteCount(text);
            return null;
        }
        catch (EncoderFallbackException)
        {
            return "half a surrogate pair, which is no character.";
        }
    }

    private static ProblemException Invalid(string detail) => new(new Problem(ErrorCatalog.QueueMessageInvalid, detail));
}
