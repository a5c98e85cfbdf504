using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.App.Collections;

/// <summary>The model that made a collection's points.</summary>
/// <param name="Provider"><c>local</c>, <c>openai</c> or <c>gemini</c>.</param>
/// <param name="Model">The provider's model id.</param>
/// <param name="Dimensions">Length of a vector.</param>
/// <param name="PrefixVersion">Version of SyncAdmin's way to prepare a text for it; default 1.</param>
internal sealed record ModelRequest(string? Provider, string? Model, int? Dimensions, int? PrefixVersion)
{
    internal Outcome<ModelFingerprint> ToFingerprint() => this switch
    {
        { Provider: null or "" } => new Problem(ErrorCatalog.RequestMalformed, "'provider' is missing."),
        { Model: null or "" } => new Problem(ErrorCatalog.RequestMalformed, "'model' is missing."),
        { Dimensions: null } => new Problem(ErrorCatalog.RequestMalformed, "'dimensions' is missing."),
        _ => new ModelFingerprint(Provider, Model, Dimensions.Value, PrefixVersion ?? 1),
    };
}
