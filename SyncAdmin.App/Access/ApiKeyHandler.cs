using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary>Signs a machine in by <c>X-API-Key: sk_…</c> or <c>Authorization: Bearer sk_…</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key)
        {
            return AuthenticateResult.Fail("The request carries no single, well-formed API key.");
        }

        return await keys.AuthenticateAsync(key, Context.RequestAborted) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.ToPrincipal(Schemes.Key), Schemes.Key))
            : AuthenticateResult.Fail("The API key is unknown, expired or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemResult.WriteAsync(Context, new Problem(ErrorCatalog.SignInRequired, "The API key is missing, unknown, expired or revoked."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => PolicyMiddleware.RefuseAsync(Context);

    private static string? KeyOf(HttpRequest request)
    {
        var byHeader = request.Headers[Schemes.KeyHeader];
        var byBearer = request.Headers[HeaderNames.Authorization];
        if (byHeader.Count + byBearer.Count != 1)
        {
            return null; // Two keys would leave open whose permissions count.
        }

        var text = byHeader.Count == 1 ? byHeader[0] : byBearer[0] is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..] : null;
        return text?.Trim() is { } key && key.StartsWith(ApiKeys.KeyStart, StringComparison.Ordinal) ? key : null;
    }
}
