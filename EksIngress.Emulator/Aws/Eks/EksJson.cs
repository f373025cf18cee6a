using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>EKS's structures on the wire.</summary>
internal static class EksJson
{
    public static JsonObject Cluster(EksCluster cluster) => new()
    {
        ["name"] = cluster.Name,
        ["arn"] = cluster.Arn,
        ["createdAt"] = AwsTime.EpochSeconds(cluster.CreatedAt),
        ["version"] = cluster.Version,
        ["endpoint"] = cluster.Endpoint?.ToString().TrimEnd('/'),
        ["roleArn"] = cluster.RoleArn,
        ["resourcesVpcConfig"] = new JsonObject
        {
            ["subnetIds"] = Strings(cluster.SubnetIds),
            ["securityGroupIds"] = Strings(cluster.SecurityGroupIds),
            ["clusterSecurityGroupId"] = cluster.ClusterSecurityGroupId,
            ["vpcId"] = cluster.VpcId,
            ["endpointPublicAccess"] = cluster.EndpointPublicAccess,
            ["endpointPrivateAccess"] = cluster.EndpointPrivateAccess,
            ["publicAccessCidrs"] = Strings(cluster.PublicAccessCidrs),
        },
        ["kubernetesNetworkConfig"] = new JsonObject { ["ipFamily"] = "ipv4" },
        ["identity"] = cluster.Issuer is { } issuer ? new JsonObject { ["oidc"] = new JsonObject { ["issuer"] = issuer } } : null,
        ["status"] = Status(cluster.Status, "FAILED"),
        ["certificateAuthority"] = cluster.CertificateAuthorityPem is { } pem
            ? new JsonObject { ["data"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)) }
            : new JsonObject(),
        ["clientRequestToken"] = cluster.ClientRequestToken,
        ["platformVersion"] = "eks.1",
        ["tags"] = Map(cluster.Tags),
        ["health"] = new JsonObject { ["issues"] = Issues(cluster.Issues) },
        ["accessConfig"] = new JsonObject
        {
            ["bootstrapClusterCreatorAdminPermissions"] = cluster.BootstrapCreatorAdmin,
            ["authenticationMode"] = cluster.AuthenticationMode,
        },
        ["logging"] = ClusterLogging.Json(cluster.LoggingTypes),
        ["upgradePolicy"] = new JsonObject { ["supportType"] = cluster.SupportType },
        ["deletionProtection"] = cluster.DeletionProtection,
    };

    public static JsonObject NodeGroup(EksCluster cluster, EksNodeGroup group) => new()
    {
        ["nodegroupName"] = group.Name,
        ["nodegroupArn"] = group.Arn,
        ["clusterName"] = cluster.Name,
        ["version"] = group.Version,
        ["createdAt"] = AwsTime.EpochSeconds(group.CreatedAt),
        ["modifiedAt"] = AwsTime.EpochSeconds(group.ModifiedAt),
        ["status"] = Status(group.Status, "CREATE_FAILED"),
        ["capacityType"] = group.CapacityType,
        ["scalingConfig"] = new JsonObject { ["minSize"] = group.Scaling.MinSize, ["maxSize"] = group.Scaling.MaxSize, ["desiredSize"] = group.Scaling.DesiredSize },
        ["instanceTypes"] = Strings(group.InstanceTypes),
        ["subnets"] = Strings(group.SubnetIds),
        ["amiType"] = group.AmiType,
        ["nodeRole"] = group.NodeRoleArn,
        ["labels"] = Map(group.Labels),
        ["taints"] = new JsonArray([.. group.Taints.Select(taint => (JsonNode)new JsonObject { ["key"] = taint.Key, ["value"] = taint.Value, ["effect"] = taint.Effect })]),
        ["resources"] = new JsonObject { ["autoScalingGroups"] = new JsonArray(new JsonObject { ["name"] = group.AutoScalingGroup }) },
        ["diskSize"] = group.DiskSizeGiB,
        ["health"] = new JsonObject { ["issues"] = Issues(group.Issues) },
        ["updateConfig"] = group.UpdateConfig.Json(),
        ["tags"] = Map(group.Tags),
    };

    public static JsonObject AccessEntry(EksCluster cluster, EksAccessEntry entry) => new()
    {
        ["clusterName"] = cluster.Name,
        ["principalArn"] = entry.PrincipalArn,
        ["kubernetesGroups"] = Strings(entry.KubernetesGroups),
        ["accessEntryArn"] = entry.Arn,
        ["createdAt"] = AwsTime.EpochSeconds(entry.CreatedAt),
        ["modifiedAt"] = AwsTime.EpochSeconds(entry.ModifiedAt),
        ["tags"] = Map(entry.Tags),
        ["username"] = entry.Username,
        ["type"] = entry.Type,
    };

    public static JsonObject Association(string policyArn, EksPolicyAssociation association) => new()
    {
        ["policyArn"] = policyArn,
        ["accessScope"] = new JsonObject
        {
            ["type"] = association.Namespaces.IsEmpty ? "cluster" : "namespace",
            ["namespaces"] = Strings(association.Namespaces),
        },
        ["associatedAt"] = AwsTime.EpochSeconds(association.AssociatedAt),
        ["modifiedAt"] = AwsTime.EpochSeconds(association.ModifiedAt),
    };

    public static JsonObject Update(EksUpdate update) => new()
    {
        ["id"] = update.Id,
        ["status"] = update.Status,
        ["type"] = update.Type,
        ["params"] = new JsonArray([.. update.Parameters.Select(parameter => new JsonObject { ["type"] = parameter.Key, ["value"] = parameter.Value })]),
        ["createdAt"] = AwsTime.EpochSeconds(update.CreatedAt),
        ["errors"] = update.Error is { } error ? new JsonArray(new JsonObject { ["errorCode"] = update.ErrorCode ?? "Unknown", ["errorMessage"] = error }) : new JsonArray(),
    };

    public static JsonObject Map(ImmutableSortedDictionary<string, string> map) =>
        new(map.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    private static JsonArray Strings(ImmutableArray<string> strings) => new([.. strings.Select(text => JsonValue.Create(text))]);

    private static JsonArray Issues(ImmutableArray<EksIssue> issues) => new([.. issues.Select(issue => new JsonObject
    {
        ["code"] = issue.Code,
        ["message"] = issue.Message,
        ["resourceIds"] = Strings([.. issue.ResourceIds]),
    })]);

    /// <param name="status">The state.</param>
    /// <param name="failed">What a failure is called there.</param>
    public static string Status(EksStatus status, string failed) => status switch
    {
        EksStatus.Creating => "CREATING",
        EksStatus.Active => "ACTIVE",
        EksStatus.Updating => "UPDATING",
        EksStatus.Deleting => "DELETING",
        EksStatus.Degraded => "DEGRADED",
        EksStatus.DeleteFailed => "DELETE_FAILED",
        _ => failed,
    };
}
