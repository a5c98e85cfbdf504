using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Access;
using SyncAdmin.Core.Access;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Access;

public sealed class PermittedTests
{
    [Theory]
    [InlineData(Role.Viewer, Permission.Look, true)]
    [InlineData(Role.Viewer, Permission.Run, false)]
    [InlineData(Role.Operator, Permission.Run, true)]
    [InlineData(Role.Operator, Permission.Configure, false)]
    [InlineData(Role.Admin, Permission.Administer, true)]
    public async Task Content_is_for_those_who_may(Role role, Permission permission, bool shown)
    {
        await using var host = new ComponentHost(reader: new Actor("user", "1", "Ada", role));

        Assert.Equal(shown ? "yes" : "no", await RenderAsync(host, (nameof(Permitted.Permission), permission)));
    }

    [Theory]
    [InlineData("/syncs", "yes")]
    [InlineData("/syncs/{JobId:guid}", "yes")]
    [InlineData("/no-such-page", "no")]
    public async Task A_page_that_the_policy_table_does_not_name_is_for_nobody(string page, string shown)
    {
        await using var host = new ComponentHost();

        Assert.Equal(shown, await RenderAsync(host, (nameof(Permitted.Page), page)));
    }

    private static async Task<string> RenderAsync(ComponentHost host, (string, object?) asked)
    {
        RenderFragment yes = builder => builder.AddContent(0, "yes");
        RenderFragment no = builder => builder.AddContent(0, "no");
        return (await host.RenderAsync<Permitted>(asked, (nameof(Permitted.ChildContent), yes), (nameof(Permitted.Otherwise), no))).Body!.TextContent;
    }
}
