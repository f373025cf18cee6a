namespace EksIngress.Emulator.Aws;

/// <summary>How an operation differs from AWS's.</summary>
/// <param name="Word"><c>partial</c>: does less, as the note says; <c>absent</c>: known by name, and refused with a reason.</param>
internal sealed record AwsFidelity(string Word, string Note)
{
    public static AwsFidelity Partial(string how) => new("partial", how);

    public static AwsFidelity Absent(string why) => new("absent", why);
}
