namespace SyncAdmin.Core.Outbound;

/// <summary>The header <c>Retry-After</c>, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds or a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long an answer asks to wait; null: it does not say, or the moment is here, which must not look like a back-off of no time at all.</summary>
    internal static TimeSpan? Of(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { Ticks: > 0 } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is { Ticks: > 0 } wait => wait,
        _ => null,
    };
}
