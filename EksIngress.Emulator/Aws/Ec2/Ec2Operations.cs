namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Makes operations of handlers: the region's state, parameters that are known, <c>DryRun</c>.</summary>
internal sealed class Ec2Operations(Ec2Regions regions)
{
    private static readonly string[] s_common = ["Action", "Version", "DryRun"];

    /// <summary>An operation that only looks; IAM knows no resources for it.</summary>
    public AwsOperation Describe(string name, string[] parameters, Func<Ec2Scope, AwsParameters, AwsResult> handle) =>
        Read(name, parameters, call => [new AccessRequest($"ec2:{name}", "*", Ec2Access.RegionOnly(call.Region))], handle);

    /// <summary>An operation that only looks, at a resource that IAM is asked about.</summary>
    public AwsOperation Get(string name, string[] parameters, Ec2Access access, Func<Ec2Scope, AwsParameters, AwsResult> handle) =>
        Read(name, parameters, call => access.For(regions.Observe(call.Region), $"ec2:{name}", call.Parameters), handle);

    private AwsOperation Read(string name, string[] parameters, Func<AwsCall, IEnumerable<AccessRequest>> access, Func<Ec2Scope, AwsParameters, AwsResult> handle) => new()
    {
        Name = name,
        Access = access,
        Handle = (call, _) =>
        {
            Check(name, parameters, call.Parameters);
            return ValueTask.FromResult(handle(regions.Observe(call.Region), call.Parameters));
        },
    };

    /// <param name="access">Which resources IAM is asked about.</param>
    public AwsOperation Change(string name, string[] parameters, Ec2Access access, Func<Ec2Transaction, AwsParameters, AwsResult> handle) => new()
    {
        Name = name,
        Access = call => access.For(regions.Observe(call.Region), $"ec2:{name}", call.Parameters),
        Handle = (call, _) =>
        {
            Check(name, parameters, call.Parameters);
            return ValueTask.FromResult(regions.Change(call.Region, transaction => handle(transaction, call.Parameters)));
        },
    };

    private static void Check(string operation, string[] known, AwsParameters parameters)
    {
        foreach (var name in parameters.Names.Select(name => name.Split('.', 2)[0]).Distinct(StringComparer.Ordinal))
        {
            if (!known.Contains(name, StringComparer.Ordinal) && !s_common.Contains(name, StringComparer.Ordinal))
            {
                throw Ec2Errors.NotEmulated($"The parameter {name} of {operation}", "Leave it out, or use AWS.");
            }
        }

        if (parameters.Flag("DryRun") == true)
        {
            throw Ec2Errors.DryRun();
        }
    }
}
