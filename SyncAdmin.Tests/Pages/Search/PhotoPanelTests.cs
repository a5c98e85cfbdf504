using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Search;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class PhotoPanelTests
{
    private static readonly PhotoReading Seen = new("TALADRO TP-4471", "Taladro <b>rojo</b>", "Truper", ["TP-4471"], ["TALADRO", "750W"], 812);

    [Fact]
    public async Task Without_a_photo_it_shows_nothing() => Assert.True((await RenderAsync(PhotoStage.None)).QuerySelector(".photo-panel")!.HasAttribute("hidden"));

    [Theory]
    [InlineData(PhotoStage.Preparing, "Making it smaller …", false, true)]
    [InlineData(PhotoStage.Sending, "Sending the photo …", true, false)]
    [InlineData(PhotoStage.Reading, "Reading the photo …", false, true)]
    public async Task On_its_way_it_says_where_it_is_and_can_be_cancelled(PhotoStage stage, string said, bool measured, bool waiting)
    {
        var panel = await RenderAsync(stage);

        Assert.Equal(said, panel.QuerySelector("[role=status]")!.TextContent);
        Assert.Equal((measured, waiting), (!panel.QuerySelector(".photo-progress")!.HasAttribute("hidden"), !panel.QuerySelector(".photo-waiting")!.HasAttribute("hidden")));
        Assert.Equal("Cancel", panel.QuerySelector("[data-photo=clear]")!.TextContent);
    }

    [Fact]
    public async Task What_was_understood_is_shown_as_text()
    {
        var panel = await RenderAsync(PhotoStage.Read, Seen);

        Assert.Equal(["Taladro <b>rojo</b>", "Truper", "TP-4471", "TALADRO · 750W"], panel.QuerySelectorAll("dd").Select(fact => fact.TextContent));
        Assert.Null(panel.QuerySelector("b"));
        Assert.Equal("Remove the photo", panel.QuerySelector("[data-photo=clear]")!.TextContent);
    }

    [Fact]
    public async Task A_photo_with_nothing_in_it_says_what_to_try() =>
        Assert.Contains("Try a sharper one", (await RenderAsync(PhotoStage.Read, Seen with { Text = " ", Description = null, Brand = null, Codes = [], Words = [] })).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task A_failure_says_what_happened_and_what_to_do()
    {
        var alert = (await RenderAsync(PhotoStage.Failed, problem: new Problem(ErrorCatalog.PictureTooLarge, "The file has more than 10 MB."))).QuerySelector("[role=alert]")!;

        Assert.Contains("more than 10 MB", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("What to do:", alert.TextContent, StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> RenderAsync(PhotoStage stage, PhotoReading? reading = null, Problem? problem = null)
    {
        await using var host = new ComponentHost();
        return await host.RenderAsync<PhotoPanel>((nameof(PhotoPanel.Stage), stage), (nameof(PhotoPanel.Reading), reading), (nameof(PhotoPanel.Problem), problem));
    }
}
