namespace SyncAdmin.Core.Connectors.Api;

/// <summary>How we say who we are.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Name">Of the header or parameter of an API key, or the user of basic.</param>
/// <param name="Secret">Key, token or password.</param>
internal sealed record ApiAuth(ApiAuthKind Kind, string Name = "", string Secret = "");
