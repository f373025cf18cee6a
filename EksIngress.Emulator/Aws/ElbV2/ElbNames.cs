using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Names of load balancers and target groups: 1 to 32 letters, digits and hyphens, no hyphen at either end.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html</remarks>
internal static partial class ElbNames
{
    private const int MaxLength = 32;

    /// <exception cref="AwsException"><c>ValidationError</c>: the name is none.</exception>
    public static string LoadBalancer(AwsCall call)
    {
        var name = Read(call, "Load balancer name");
        return name.StartsWith("internal-", StringComparison.Ordinal)
            ? throw ElbErrors.Validation($"Load balancer name '{name}' cannot begin with 'internal-'")
            : name;
    }

    /// <inheritdoc cref="LoadBalancer"/>
    public static string TargetGroup(AwsCall call) => Read(call, "Target group name");

    private static string Read(AwsCall call, string what)
    {
        var name = call.Parameters.Get("Name");
        if (name.Length > MaxLength)
        {
            throw ElbErrors.Validation($"{what} '{name}' cannot be longer than '{MaxLength}' characters");
        }

        if (!Characters().IsMatch(name))
        {
            throw ElbErrors.Validation($"{what} '{name}' can only contain characters that are alphanumeric characters and hyphens(-)");
        }

        return name.StartsWith('-') || name.EndsWith('-')
            ? throw ElbErrors.Validation($"{what} '{name}' cannot begin or end with '-'")
            : name;
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]+\z")]
    private static partial Regex Characters();
}
