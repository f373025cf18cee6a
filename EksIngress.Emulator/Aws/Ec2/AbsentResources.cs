namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>
/// Resources that the emulated account never has. They are listed for those who look around, or make sure that nothing is left: whoever asks for
/// one by its id is told that there is none. Filters are not looked into: no resource could match.
/// </summary>
/// <remarks>Source for the errors: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html</remarks>
internal static class AbsentResources
{
    private const string NoPool = "InvalidPoolID.NotFound";

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        Paged(operations, "DescribeVolumes", "volumeSet", "VolumeId", "InvalidVolume.NotFound", "The volume '{0}' does not exist."),
        Paged(operations, "DescribeSnapshots", "snapshotSet", "SnapshotId", "InvalidSnapshot.NotFound", "The snapshot '{0}' does not exist.", "Owner[] RestorableBy[]"),
        Paged(operations, "DescribeVpcEndpoints", "vpcEndpointSet", "VpcEndpointId", "InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '{0}' does not exist"),
        Paged(operations, "DescribeVpcPeeringConnections", "vpcPeeringConnectionSet", "VpcPeeringConnectionId", "InvalidVpcPeeringConnectionID.NotFound", "The vpcPeeringConnection ID '{0}' does not exist"),
        Paged(operations, "DescribeNetworkAcls", "networkAclSet", "NetworkAclId", "InvalidNetworkAclID.NotFound", "The networkAcl ID '{0}' does not exist"),
        operations.Describe(
            "DescribeLaunchTemplates", "Filter[](Name Value[]) LaunchTemplateId[] LaunchTemplateName[] MaxResults NextToken", (_, parameters) => DescribeLaunchTemplates(parameters)),
        Paged(operations, "DescribeCoipPools", "coipPoolSet", "PoolId", NoPool, "The pool ID '{0}' does not exist."),
        Paged(operations, "DescribeIpamPools", "ipamPoolSet", "IpamPoolId", "InvalidIpamPoolId.NotFound", "The ipam-pool ID '{0}' does not exist"),
        operations.Describe(
            "GetCoipPoolUsage",
            "PoolId Filter[](Name Value[]) MaxResults NextToken",
            (_, parameters) => throw new AwsException(NoPool, $"The pool ID '{parameters.Required("PoolId")}' does not exist.")),
        operations.Describe(
            "DescribeKeyPairs", "Filter[](Name Value[]) KeyName[] KeyPairId[] IncludePublicKey", (_, parameters) => DescribeKeyPairs(parameters)),
    ];

    private static AwsOperation Paged(Ec2Operations operations, string name, string list, string idParameter, string code, string message, string more = "") =>
        operations.Describe(name, $"Filter[](Name Value[]) {idParameter}[] MaxResults NextToken {more}", (_, parameters) => Answer(list, idParameter, code, message, parameters));

    private static AwsResult.Xml DescribeKeyPairs(AwsParameters parameters)
    {
        _ = parameters.Flag("IncludePublicKey");
        return parameters.Strings("KeyPairId") is [var id, ..]
            ? throw new AwsException("InvalidKeyPair.NotFound", $"The key pair ID '{id}' does not exist")
            : Answer("keySet", "KeyName", "InvalidKeyPair.NotFound", "The key pair '{0}' does not exist", parameters);
    }

    private static AwsResult.Xml DescribeLaunchTemplates(AwsParameters parameters) =>
        parameters.Strings("LaunchTemplateName") is [_, ..]
            ? throw new AwsException("InvalidLaunchTemplateName.NotFoundException", "At least one of the launch templates specified in the request does not exist.")
            : Answer("launchTemplates", "LaunchTemplateId", "InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID {0}, does not exist.", parameters);

    private static AwsResult.Xml Answer(string list, string idParameter, string code, string message, AwsParameters parameters)
    {
        if (parameters.Strings(idParameter) is [var id, ..])
        {
            throw new AwsException(code, message.Replace("{0}", id, StringComparison.Ordinal));
        }

        var (_, next) = Ec2Page.Cut(Array.Empty<string>(), item => item, parameters);
        return new AwsResult.Xml(Ec2Xml.List(list, []), next);
    }
}
