namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpExecutableSpec
{
    public string? ExecutablePath { get; init; }

    public string? WorkingDirectory { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<DcpVariable>? Env { get; init; }

    public string ExecutionType { get; init; } = "Process";

    public bool? Start { get; init; }

    public bool? Stop { get; init; }
}
