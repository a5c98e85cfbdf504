using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SyncAdmin.App.Components.Search;

/// <summary>A text of a result, with the words of the search marked in it.</summary>
public sealed class MarkedText : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>What to mark.</summary>
    [Parameter]
    [EditorRequired]
    public SearchTerms Terms { get; set; } = SearchTerms.None;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var (text, marked) in Terms.Mark(Text))
        {
            if (marked)
            {
                builder.OpenElement(0, "mark");
                builder.AddContent(1, text);
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(2, text);
            }
        }
    }
}
