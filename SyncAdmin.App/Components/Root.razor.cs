using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using SyncAdmin.App.Components.Layout;

namespace SyncAdmin.App.Components;

/// <summary>The HTML document: theme, language and time zone come from cookies that <c>js/preferences.js</c> writes.</summary>
public sealed partial class Root : ComponentBase
{
    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    // A page that must work before there is a circuit (sign-in) opts out and is plain HTML with a form.
    private IComponentRenderMode? PageMode => Context.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string Theme => Look.Known(Context.Request.Cookies[Look.Cookie]);

    private string? TimeZoneId => Context.Request.Cookies[Reader.TimeZoneCookie];
}
