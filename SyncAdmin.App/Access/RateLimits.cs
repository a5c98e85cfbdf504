using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary>How often one caller may ask. Pages and static files are not limited: a circuit is one connection.</summary>
internal static class RateLimits
{
    internal const string SignIn = "sign-in";

    /// <summary>Tries to sign in, per address and minute.</summary>
    internal const int SignInsPerMinute = 30;

    internal const string Pictures = "pictures";

    /// <summary>Pictures that a caller may send at once after a pause: each costs money or a processor for a while.</summary>
    internal const int PictureBurst = 30;

    /// <summary>Sustained API requests per caller and second.</summary>
    internal const int RequestsPerSecond = 200;

    /// <summary>API requests that a caller may send at once after a pause.</summary>
    internal const int Burst = 1000;

    /// <summary>Sustained webhooks per address and second: an ERP that saves in bulk calls once a record, and all of its calls come from one address.</summary>
    internal const int WebhooksPerSecond = 500;

    /// <summary>Webhooks that an address may send at once after a pause.</summary>
    internal const int WebhookBurst = 3000;

    internal static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(
            Address(context),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        options.AddPolicy(Pictures, context => RateLimitPartition.GetTokenBucketLimiter(
            CallerOf(context),
            _ => new TokenBucketRateLimiterOptions { TokenLimit = PictureBurst, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }));
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
        options.OnRejected = static (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(ProblemResult.WriteAsync(
                context.HttpContext,
                new Problem(ErrorCatalog.TooManyRequests, $"{context.HttpContext.Request.Method} {context.HttpContext.Request.Path} was called too often.")));
        };
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        // A webhook is signed, not sent by a caller that is known: its address counts, whatever key it carries along.
        return context.Request.Path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsPost(context.Request.Method)
            ? Bucket($"webhooks:{Address(context)}", WebhooksPerSecond, WebhookBurst)
            : Bucket(CallerOf(context), RequestsPerSecond, Burst);
    }

    private static RateLimitPartition<string> Bucket(string caller, int perSecond, int burst) => RateLimitPartition.GetTokenBucketLimiter(
        caller,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = burst, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) });

    private static string CallerOf(HttpContext context) => context.User.ToActor() is { } actor ? $"{actor.Kind}:{actor.Id}" : Address(context);

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
