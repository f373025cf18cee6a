namespace Aspire.Hosting.ApplicationModel;

/// <summary>A VPC that is there already.</summary>
internal sealed record EksExistingVpc(
    ReferenceExpression VpcId, IReadOnlyList<ReferenceExpression> PrivateSubnetIds, IReadOnlyList<ReferenceExpression> PublicSubnetIds);
