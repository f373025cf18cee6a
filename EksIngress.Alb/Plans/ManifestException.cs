namespace EksIngress.Alb.Plans;

/// <summary>A Kubernetes object cannot be read. The message names the file, the line and the object where they are known.</summary>
public sealed class ManifestException : Exception
{
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="source">File or stream that it came from; null when unknown.</param>
    /// <param name="line">Line in it, from 1; null when unknown.</param>
    public ManifestException(string message, string? source = null, int? line = null)
        : base(Place(source, line) + message)
    {
        ManifestSource = source;
        Line = line;
    }

    /// <summary>File or stream that it came from; null when unknown.</summary>
    public string? ManifestSource { get; }

    /// <summary>Line in it, from 1; null when unknown.</summary>
    public int? Line { get; }

    private static string Place(string? source, int? line) => (source, line) switch
    {
        (null, null) => "",
        (null, { } number) => $"line {number}: ",
        ({ } name, null) => $"{name}: ",
        ({ } name, { } number) => $"{name}:{number}: ",
    };
}
