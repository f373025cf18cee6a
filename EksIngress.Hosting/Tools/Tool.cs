namespace EksIngress.Hosting.Tools;

/// <summary>How a part is run. A closed set.</summary>
internal abstract record Tool
{
    private Tool()
    {
    }

    /// <summary>A project that the AppHost refers to.</summary>
    /// <param name="Metadata">The class that the AppHost's build generated for it.</param>
    internal sealed record Project(Type Metadata) : Tool
    {
        public IProjectMetadata Read() => (IProjectMetadata)Activator.CreateInstance(Metadata)!;
    }

    /// <summary>The installed tool.</summary>
    /// <param name="FileName">The program.</param>
    /// <param name="Arguments">What comes before the part's own arguments.</param>
    internal sealed record Command(string FileName, IReadOnlyList<string> Arguments) : Tool;
}
