using System.Reflection;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
/// <summary>A real store that describes its collections otherwise, later, or not at all.</summary>
internal class DescribingStore : DispatchProxy
{
    private IVectorStore _inner = null!;
    private Func<string, CancellationToken, Task<CollectionDescription?>> _describe = null!;

    internal static IVectorStore Around(IVectorStore inner, Func<string, CancellationToken, Task<CollectionDescription?>> describe)
    {
        var store = Create<IVectorStore, DescribingStore>();
        var proxy = (DescribingStore)(object)store;
        (proxy._inner, proxy._describe) = (inner, describe);
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        string.Equals(targetMethod!.Name, nameof(IVectorStore.GetCollectionAsync), StringComparison.Ordinal)
            ? _describe((string)args![0]!, (CancellationToken)args[1]!)
            : targetMethod.Invoke(_inner, args);
}
