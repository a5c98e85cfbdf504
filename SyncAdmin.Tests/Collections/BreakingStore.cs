using System.Reflection;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
/// <summary>A real store before which, or after which, a process dies: one call of a method throws.</summary>
internal class BreakingStore : DispatchProxy
{
    private IVectorStore _inner = null!;
    private string? _method;
    private bool _afterIt;
    private Exception? _failure;

    internal static (IVectorStore Store, BreakingStore Control) Around(IVectorStore inner)
    {
        var store = Create<IVectorStore, BreakingStore>();
        var control = (BreakingStore)(object)store;
        control._inner = inner;
        return (store, control);
    }

    /// <summary>The next call of the method throws: before it reaches the store, or after the store has done it and nobody learns of it.</summary>
    internal void BreakAt(string method, bool afterIt, Exception? failure = null) =>
        (_method, _afterIt, _failure) = (method, afterIt, failure ?? new IOException("The process dies here."));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!string.Equals(targetMethod!.Name, _method, StringComparison.Ordinal))
        {
            return targetMethod.Invoke(_inner, args);
        }

        _method = null;
        if (!_afterIt)
        {
            throw _failure!;
        }

        var result = targetMethod.Invoke(_inner, args);
        return result is Task<bool> answered ? FailAfterAsync(answered) : FailAfterAsync((Task)result!);
    }

#pragma warning disable VSTHRD003 // The task is the store's answer, started a line before.
    private async Task<bool> FailAfterAsync(Task<bool> done)
    {
        await done;
        throw _failure!;
    }

    private async Task FailAfterAsync(Task done)
    {
        await done;
        throw _failure!;
    }
#pragma warning restore VSTHRD003
}
