using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Access;

/// <summary>
/// Sign-in by one-time link. Opening the link only shows what it will do: it is used up by the button's POST, so that a mail scanner or a
/// preview that follows links does not spend it. Plain HTML: there is no circuit before sign-in.
/// </summary>
public sealed partial class SignInPage : ComponentBase
{
    /// <summary>The link's token.</summary>
    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    /// <summary>The page that was asked for before; the endpoint accepts only addresses of this site.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Anything: the link was invalid, expired or used.</summary>
    [SupplyParameterFromQuery(Name = "failed")]
    public string? Failed { get; set; }

    /// <summary>Anything: the reader has just signed out.</summary>
    [SupplyParameterFromQuery(Name = "signed-out")]
    public string? SignedOut { get; set; }

    [Inject]
    private IStringLocalizer<AccessTexts> L { get; set; } = null!;
}
