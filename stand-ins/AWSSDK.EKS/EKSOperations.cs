using Amazon.EKS.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS;

/// <summary>Operations with the errors that each one models.</summary>
internal static class EKSOperations
{
    private static readonly AwsService Service = new("Amazon.EKS", "2017-11-01", typeof(AmazonEKSException));

    internal static readonly RestJsonOperation<CreateClusterResponse> CreateCluster = new(Service, "POST", "/clusters",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceInUseException),
        typeof(ResourceLimitExceededException), typeof(ServerException), typeof(ServiceUnavailableException),
        typeof(UnsupportedAvailabilityZoneException));

    internal static readonly RestJsonOperation<DescribeClusterResponse> DescribeCluster = new(Service, "GET", "/clusters/{Name}",
        typeof(ClientException), typeof(ResourceNotFoundException), typeof(ServerException),
        typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<DeleteClusterResponse> DeleteCluster = new(Service, "DELETE", "/clusters/{Name}",
        typeof(ClientException), typeof(InvalidRequestException), typeof(ResourceInUseException),
        typeof(ResourceNotFoundException), typeof(ServerException), typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<ListClustersResponse> ListClusters = new(Service, "GET", "/clusters?Include&MaxResults&NextToken",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ServerException),
        typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<UpdateClusterConfigResponse> UpdateClusterConfig = new(Service, "POST", "/clusters/{Name}/update-config",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ServerException),
        typeof(ThrottlingException));

    internal static readonly RestJsonOperation<UpdateClusterVersionResponse> UpdateClusterVersion = new(Service, "POST", "/clusters/{Name}/updates",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(InvalidStateException), typeof(ResourceInUseException), typeof(ResourceNotFoundException),
        typeof(ServerException), typeof(ThrottlingException));

    internal static readonly RestJsonOperation<DescribeClusterVersionsResponse> DescribeClusterVersions = new(Service, "GET", "/cluster-versions?ClusterType&ClusterVersions&DefaultOnly&IncludeAll&MaxResults&NextToken&Status&VersionStatus",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ServerException));

    internal static readonly RestJsonOperation<DescribeUpdateResponse> DescribeUpdate = new(Service, "GET", "/clusters/{Name}/updates/{UpdateId}?AddonName&CapabilityName&NodegroupName",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<ListUpdatesResponse> ListUpdates = new(Service, "GET", "/clusters/{Name}/updates?AddonName&CapabilityName&MaxResults&NextToken&NodegroupName",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<CreateNodegroupResponse> CreateNodegroup = new(Service, "POST", "/clusters/{ClusterName}/node-groups",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceLimitExceededException), typeof(ServerException),
        typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<DescribeNodegroupResponse> DescribeNodegroup = new(Service, "GET", "/clusters/{ClusterName}/node-groups/{NodegroupName}",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException), typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<DeleteNodegroupResponse> DeleteNodegroup = new(Service, "DELETE", "/clusters/{ClusterName}/node-groups/{NodegroupName}",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceInUseException),
        typeof(ResourceNotFoundException), typeof(ServerException), typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<ListNodegroupsResponse> ListNodegroups = new(Service, "GET", "/clusters/{ClusterName}/node-groups?MaxResults&NextToken",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException), typeof(ServiceUnavailableException));

    internal static readonly RestJsonOperation<UpdateNodegroupConfigResponse> UpdateNodegroupConfig = new(Service, "POST", "/clusters/{ClusterName}/node-groups/{NodegroupName}/update-config",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<UpdateNodegroupVersionResponse> UpdateNodegroupVersion = new(Service, "POST", "/clusters/{ClusterName}/node-groups/{NodegroupName}/update-version",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<CreateAccessEntryResponse> CreateAccessEntry = new(Service, "POST", "/clusters/{ClusterName}/access-entries",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceInUseException),
        typeof(ResourceLimitExceededException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<DescribeAccessEntryResponse> DescribeAccessEntry = new(Service, "GET", "/clusters/{ClusterName}/access-entries/{PrincipalArn}",
        typeof(InvalidRequestException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<UpdateAccessEntryResponse> UpdateAccessEntry = new(Service, "POST", "/clusters/{ClusterName}/access-entries/{PrincipalArn}",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<DeleteAccessEntryResponse> DeleteAccessEntry = new(Service, "DELETE", "/clusters/{ClusterName}/access-entries/{PrincipalArn}",
        typeof(InvalidRequestException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<ListAccessEntriesResponse> ListAccessEntries = new(Service, "GET", "/clusters/{ClusterName}/access-entries?AssociatedPolicyArn&MaxResults&NextToken",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<AssociateAccessPolicyResponse> AssociateAccessPolicy = new(Service, "POST", "/clusters/{ClusterName}/access-entries/{PrincipalArn}/access-policies",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<DisassociateAccessPolicyResponse> DisassociateAccessPolicy = new(Service, "DELETE", "/clusters/{ClusterName}/access-entries/{PrincipalArn}/access-policies/{PolicyArn}",
        typeof(InvalidRequestException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<ListAssociatedAccessPoliciesResponse> ListAssociatedAccessPolicies = new(Service, "GET", "/clusters/{ClusterName}/access-entries/{PrincipalArn}/access-policies?MaxResults&NextToken",
        typeof(InvalidRequestException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<ListAccessPoliciesResponse> ListAccessPolicies = new(Service, "GET", "/access-policies?MaxResults&NextToken",
        typeof(ServerException));

    internal static readonly RestJsonOperation<CreateAddonResponse> CreateAddon = new(Service, "POST", "/clusters/{ClusterName}/addons",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<DescribeAddonResponse> DescribeAddon = new(Service, "GET", "/clusters/{ClusterName}/addons/{AddonName}",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<UpdateAddonResponse> UpdateAddon = new(Service, "POST", "/clusters/{ClusterName}/addons/{AddonName}/update",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<DeleteAddonResponse> DeleteAddon = new(Service, "DELETE", "/clusters/{ClusterName}/addons/{AddonName}?Preserve",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<ListAddonsResponse> ListAddons = new(Service, "GET", "/clusters/{ClusterName}/addons?MaxResults&NextToken",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<DescribeAddonVersionsResponse> DescribeAddonVersions = new(Service, "GET", "/addons/supported-versions?AddonName&KubernetesVersion&MaxResults&NextToken&Owners&Publishers&Types",
        typeof(InvalidParameterException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<TagResourceResponse> TagResource = new(Service, "POST", "/tags/{ResourceArn}",
        typeof(BadRequestException), typeof(NotFoundException));

    internal static readonly RestJsonOperation<UntagResourceResponse> UntagResource = new(Service, "DELETE", "/tags/{ResourceArn}?TagKeys",
        typeof(BadRequestException), typeof(NotFoundException));

    internal static readonly RestJsonOperation<ListTagsForResourceResponse> ListTagsForResource = new(Service, "GET", "/tags/{ResourceArn}",
        typeof(BadRequestException), typeof(NotFoundException));

    internal static readonly RestJsonOperation<CreatePodIdentityAssociationResponse> CreatePodIdentityAssociation = new(Service, "POST", "/clusters/{ClusterName}/pod-identity-associations",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceInUseException),
        typeof(ResourceLimitExceededException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<DescribePodIdentityAssociationResponse> DescribePodIdentityAssociation = new(Service, "GET", "/clusters/{ClusterName}/pod-identity-associations/{AssociationId}",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<ListPodIdentityAssociationsResponse> ListPodIdentityAssociations = new(Service, "GET", "/clusters/{ClusterName}/pod-identity-associations?MaxResults&Namespace&NextToken&ServiceAccount",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<UpdatePodIdentityAssociationResponse> UpdatePodIdentityAssociation = new(Service, "POST", "/clusters/{ClusterName}/pod-identity-associations/{AssociationId}",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<DeletePodIdentityAssociationResponse> DeletePodIdentityAssociation = new(Service, "DELETE", "/clusters/{ClusterName}/pod-identity-associations/{AssociationId}",
        typeof(InvalidParameterException), typeof(InvalidRequestException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<DescribeAddonConfigurationResponse> DescribeAddonConfiguration = new(Service, "GET", "/addons/configuration-schemas?AddonName&AddonVersion",
        typeof(InvalidParameterException), typeof(ResourceNotFoundException), typeof(ServerException));

    internal static readonly RestJsonOperation<CreateFargateProfileResponse> CreateFargateProfile = new(Service, "POST", "/clusters/{ClusterName}/fargate-profiles",
        typeof(ClientException), typeof(InvalidParameterException), typeof(InvalidRequestException),
        typeof(ResourceLimitExceededException), typeof(ServerException),
        typeof(UnsupportedAvailabilityZoneException));

    internal static readonly RestJsonOperation<DescribeFargateProfileResponse> DescribeFargateProfile = new(Service, "GET", "/clusters/{ClusterName}/fargate-profiles/{FargateProfileName}",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<ListFargateProfilesResponse> ListFargateProfiles = new(Service, "GET", "/clusters/{ClusterName}/fargate-profiles?MaxResults&NextToken",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException));

    internal static readonly RestJsonOperation<DeleteFargateProfileResponse> DeleteFargateProfile = new(Service, "DELETE", "/clusters/{ClusterName}/fargate-profiles/{FargateProfileName}",
        typeof(ClientException), typeof(InvalidParameterException), typeof(ResourceNotFoundException),
        typeof(ServerException));
}
