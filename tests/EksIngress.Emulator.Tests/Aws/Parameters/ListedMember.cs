using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>A value that an operation lists: <c>Tags[].Key</c>, <c>labels{}</c>, <c>?nextToken</c>.</summary>
/// <param name="Steps">Names on the way to it, each with the marks of its lists and maps.</param>
internal sealed record ListedMember(IReadOnlyList<string> Steps, bool IsInQuery)
{
    public bool Equals(ListedMember? other) => other?.Path == Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    public string Path => (IsInQuery ? "?" : "") + string.Join('.', Steps);

    /// <summary>The member at the top that it stands in; a request has all of it or nothing.</summary>
    public string Top => Bare(Steps[0]);

    public string Leaf => Bare(Steps[^1]);

    /// <summary>As a form has it: <c>Tags.member.1.Key</c>, of EC2 <c>Tag.1.Key</c>.</summary>
    public string WireName(bool isEc2) =>
        string.Join('.', Steps.Select(step => step.Replace("[]", isEc2 ? ".1" : ".member.1", StringComparison.Ordinal).Replace("{}", ".entry.1.value", StringComparison.Ordinal)));

    /// <summary>All of an operation, but for documents, which are kept as they were sent, and lists that may only be empty.</summary>
    public static IEnumerable<ListedMember> Of(RequestMembers members) =>
        Below(members, []).Select(steps => new ListedMember(steps, false)).Concat(members.Query.Select(name => new ListedMember([name], true)));

    private static IEnumerable<string[]> Below(RequestMembers members, string[] path)
    {
        foreach (var (name, member) in members.Members)
        {
            var (step, content) = (name, member);
            while ((content.Items ?? content.Values) is { } inner)
            {
                step += content.Items is null ? "{}" : "[]";
                content = inner;
            }

            string[] steps = [.. path, step];
            if (content.IsValue)
            {
                yield return steps;
            }

            foreach (var below in Below(content, steps))
            {
                yield return below;
            }
        }
    }

    private static string Bare(string step) => step.TrimEnd('[', ']', '{', '}');
}
