namespace SyncAdmin.App.Hosting;

/// <summary>Paths that machines call: they answer with problems and never redirect to a page.</summary>
internal static class MachinePaths
{
    private static readonly PathString[] Roots = ["/api", "/hubs", "/openapi", "/livez", "/readyz"];

    internal static bool Contains(PathString path) => Roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
