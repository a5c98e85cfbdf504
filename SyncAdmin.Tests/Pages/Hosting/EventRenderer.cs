using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.Logging.Abstractions;

namespace SyncAdmin.Tests.Pages.Hosting;

#pragma warning disable BL0006 // Render trees are read here as a browser's script reads them; there is no public way to find a handler.
/// <summary>The framework's renderer to HTML, which also finds and raises event handlers.</summary>
internal sealed class EventRenderer(IServiceProvider services) : StaticHtmlRenderer(services, NullLoggerFactory.Instance)
{
    // Ids are given in order: the first component is the root.
    private const int Root = 0;

    /// <summary>Renders until nothing is pending; once per renderer.</summary>
    internal async Task<HtmlRootComponent> RenderAsync(Type type, ParameterView parameters)
    {
        var component = BeginRenderingComponent(type, parameters);
#pragma warning disable VSTHRD003 // The renderer's own dispatcher runs both.
        await component.QuiescenceTask;
#pragma warning restore VSTHRD003
        return component;
    }

    internal Task RaiseAsync(string elementId, string @event, EventArgs args)
    {
        foreach (var frames in Trees(Root))
        {
            for (var at = 0; at < frames.Length; at++)
            {
                if (frames[at].FrameType == RenderTreeFrameType.Element && HandlerOf(frames, at, elementId, @event) is > 0 and var handler)
                {
                    return DispatchEventAsync(handler, null, args);
                }
            }
        }

        throw new InvalidOperationException($"No element #{elementId} listens to {@event}.");
    }

    protected override IComponent ResolveComponentForRenderMode(Type componentType, int? parentComponentId, IComponentActivator componentActivator, IComponentRenderMode renderMode) =>
        componentActivator.CreateInstance(componentType);

    private static ulong HandlerOf(RenderTreeFrame[] frames, int element, string id, string @event)
    {
        var (found, handler) = (false, 0UL);
        for (var at = element + 1; at < element + frames[element].ElementSubtreeLength && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            found |= frames[at].AttributeName == "id" && frames[at].AttributeValue as string == id;
            handler = frames[at].AttributeName == @event ? frames[at].AttributeEventHandlerId : handler;
        }

        return found ? handler : 0;
    }

    private IEnumerable<RenderTreeFrame[]> Trees(int component)
    {
        var range = GetCurrentRenderTreeFrames(component);
        var frames = range.Array[..range.Count];
        yield return frames;
        foreach (var frame in frames)
        {
            if (frame.FrameType == RenderTreeFrameType.Component)
            {
                foreach (var tree in Trees(frame.ComponentId))
                {
                    yield return tree;
                }
            }
        }
    }
}
