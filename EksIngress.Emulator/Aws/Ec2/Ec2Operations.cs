namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Makes operations of handlers: the region's state, parameters that are known, <c>DryRun</c>.</summary>
internal sealed class Ec2Operations(Ec2Regions regions)
{
    /// <summary>An operation that only looks; IAM knows no resources for it.</summary>
    public AwsOperation Describe(string name, string members, Func<Ec2Scope, AwsParameters, AwsResult> handle) =>
        Read(name, members, call => [new AccessRequest($"ec2:{name}", "*", Ec2Access.RegionOnly(call.Region))], handle);

    /// <summary>An operation that only looks, at a resource that IAM is asked about.</summary>
    public AwsOperation Get(string name, string members, Ec2Access access, Func<Ec2Scope, AwsParameters, AwsResult> handle) =>
        Read(name, members, call => access.For(regions.Observe(call.Region), $"ec2:{name}", call.Parameters), handle);

    private AwsOperation Read(string name, string members, Func<AwsCall, IEnumerable<AccessRequest>> access, Func<Ec2Scope, AwsParameters, AwsResult> handle) => new()
    {
        Name = name,
        Members = new RequestMembers($"{members} DryRun"),
        Access = access,
        Handle = (call, _) =>
        {
            RefuseDryRun(call.Parameters);
            return ValueTask.FromResult(handle(regions.Observe(call.Region), call.Parameters));
        },
    };

    /// <param name="access">Which resources IAM is asked about.</param>
    public AwsOperation Change(string name, string members, Ec2Access access, Func<Ec2Transaction, AwsParameters, AwsResult> handle) => new()
    {
        Name = name,
        Members = new RequestMembers($"{members} DryRun"),
        Access = call => access.For(regions.Observe(call.Region), $"ec2:{name}", call.Parameters),
        Handle = (call, _) =>
        {
            RefuseDryRun(call.Parameters);
            return ValueTask.FromResult(regions.Change(call.Region, transaction => handle(transaction, call.Parameters)));
        },
    };

    private static void RefuseDryRun(AwsParameters parameters)
    {
        if (parameters.Flag("DryRun") == true)
        {
            throw Ec2Errors.DryRun();
        }
    }
}
