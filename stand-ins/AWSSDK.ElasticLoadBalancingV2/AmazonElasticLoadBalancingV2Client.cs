using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2;

public class AmazonElasticLoadBalancingV2Client : AmazonServiceClient, IAmazonElasticLoadBalancingV2
{
    public AmazonElasticLoadBalancingV2Client()
        : base(new AmazonElasticLoadBalancingV2Config()) { }

    public AmazonElasticLoadBalancingV2Client(RegionEndpoint region)
        : base(new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region }) { }

    public AmazonElasticLoadBalancingV2Client(AmazonElasticLoadBalancingV2Config config)
        : base(config) { }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials)
        : this(credentials, new AmazonElasticLoadBalancingV2Config()) { }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region }) { }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, AmazonElasticLoadBalancingV2Config clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonElasticLoadBalancingV2Config()) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region }) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey, AmazonElasticLoadBalancingV2Config clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonElasticLoadBalancingV2Config()) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region }) { }

    public AmazonElasticLoadBalancingV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonElasticLoadBalancingV2Config clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("Elastic Load Balancing v2");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<CreateLoadBalancerResponse> CreateLoadBalancerAsync(CreateLoadBalancerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateLoadBalancerResponse>(request, ElasticLoadBalancingV2Operations.CreateLoadBalancer.Options, cancellationToken);

    public virtual Task<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(DescribeLoadBalancersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeLoadBalancersResponse>(request, ElasticLoadBalancingV2Operations.DescribeLoadBalancers.Options, cancellationToken);

    public virtual Task<DeleteLoadBalancerResponse> DeleteLoadBalancerAsync(DeleteLoadBalancerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteLoadBalancerResponse>(request, ElasticLoadBalancingV2Operations.DeleteLoadBalancer.Options, cancellationToken);

    public virtual Task<DescribeLoadBalancerAttributesResponse> DescribeLoadBalancerAttributesAsync(DescribeLoadBalancerAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeLoadBalancerAttributesResponse>(request, ElasticLoadBalancingV2Operations.DescribeLoadBalancerAttributes.Options, cancellationToken);

    public virtual Task<ModifyLoadBalancerAttributesResponse> ModifyLoadBalancerAttributesAsync(ModifyLoadBalancerAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyLoadBalancerAttributesResponse>(request, ElasticLoadBalancingV2Operations.ModifyLoadBalancerAttributes.Options, cancellationToken);

    public virtual Task<SetSecurityGroupsResponse> SetSecurityGroupsAsync(SetSecurityGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetSecurityGroupsResponse>(request, ElasticLoadBalancingV2Operations.SetSecurityGroups.Options, cancellationToken);

    public virtual Task<SetSubnetsResponse> SetSubnetsAsync(SetSubnetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetSubnetsResponse>(request, ElasticLoadBalancingV2Operations.SetSubnets.Options, cancellationToken);

    public virtual Task<SetIpAddressTypeResponse> SetIpAddressTypeAsync(SetIpAddressTypeRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetIpAddressTypeResponse>(request, ElasticLoadBalancingV2Operations.SetIpAddressType.Options, cancellationToken);

    public virtual Task<DescribeCapacityReservationResponse> DescribeCapacityReservationAsync(DescribeCapacityReservationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeCapacityReservationResponse>(request, ElasticLoadBalancingV2Operations.DescribeCapacityReservation.Options, cancellationToken);

    public virtual Task<ModifyCapacityReservationResponse> ModifyCapacityReservationAsync(ModifyCapacityReservationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyCapacityReservationResponse>(request, ElasticLoadBalancingV2Operations.ModifyCapacityReservation.Options, cancellationToken);

    public virtual Task<ModifyIpPoolsResponse> ModifyIpPoolsAsync(ModifyIpPoolsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyIpPoolsResponse>(request, ElasticLoadBalancingV2Operations.ModifyIpPools.Options, cancellationToken);

    public virtual Task<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAccountLimitsResponse>(request, ElasticLoadBalancingV2Operations.DescribeAccountLimits.Options, cancellationToken);

    public virtual Task<CreateListenerResponse> CreateListenerAsync(CreateListenerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateListenerResponse>(request, ElasticLoadBalancingV2Operations.CreateListener.Options, cancellationToken);

    public virtual Task<DescribeListenersResponse> DescribeListenersAsync(DescribeListenersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeListenersResponse>(request, ElasticLoadBalancingV2Operations.DescribeListeners.Options, cancellationToken);

    public virtual Task<ModifyListenerResponse> ModifyListenerAsync(ModifyListenerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyListenerResponse>(request, ElasticLoadBalancingV2Operations.ModifyListener.Options, cancellationToken);

    public virtual Task<DeleteListenerResponse> DeleteListenerAsync(DeleteListenerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteListenerResponse>(request, ElasticLoadBalancingV2Operations.DeleteListener.Options, cancellationToken);

    public virtual Task<DescribeListenerAttributesResponse> DescribeListenerAttributesAsync(DescribeListenerAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeListenerAttributesResponse>(request, ElasticLoadBalancingV2Operations.DescribeListenerAttributes.Options, cancellationToken);

    public virtual Task<ModifyListenerAttributesResponse> ModifyListenerAttributesAsync(ModifyListenerAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyListenerAttributesResponse>(request, ElasticLoadBalancingV2Operations.ModifyListenerAttributes.Options, cancellationToken);

    public virtual Task<AddListenerCertificatesResponse> AddListenerCertificatesAsync(AddListenerCertificatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddListenerCertificatesResponse>(request, ElasticLoadBalancingV2Operations.AddListenerCertificates.Options, cancellationToken);

    public virtual Task<RemoveListenerCertificatesResponse> RemoveListenerCertificatesAsync(RemoveListenerCertificatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveListenerCertificatesResponse>(request, ElasticLoadBalancingV2Operations.RemoveListenerCertificates.Options, cancellationToken);

    public virtual Task<DescribeListenerCertificatesResponse> DescribeListenerCertificatesAsync(DescribeListenerCertificatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeListenerCertificatesResponse>(request, ElasticLoadBalancingV2Operations.DescribeListenerCertificates.Options, cancellationToken);

    public virtual Task<DescribeSSLPoliciesResponse> DescribeSSLPoliciesAsync(DescribeSSLPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeSSLPoliciesResponse>(request, ElasticLoadBalancingV2Operations.DescribeSSLPolicies.Options, cancellationToken);

    public virtual Task<CreateTrustStoreResponse> CreateTrustStoreAsync(CreateTrustStoreRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateTrustStoreResponse>(request, ElasticLoadBalancingV2Operations.CreateTrustStore.Options, cancellationToken);

    public virtual Task<DescribeTrustStoresResponse> DescribeTrustStoresAsync(DescribeTrustStoresRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTrustStoresResponse>(request, ElasticLoadBalancingV2Operations.DescribeTrustStores.Options, cancellationToken);

    public virtual Task<CreateRuleResponse> CreateRuleAsync(CreateRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateRuleResponse>(request, ElasticLoadBalancingV2Operations.CreateRule.Options, cancellationToken);

    public virtual Task<DescribeRulesResponse> DescribeRulesAsync(DescribeRulesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeRulesResponse>(request, ElasticLoadBalancingV2Operations.DescribeRules.Options, cancellationToken);

    public virtual Task<ModifyRuleResponse> ModifyRuleAsync(ModifyRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyRuleResponse>(request, ElasticLoadBalancingV2Operations.ModifyRule.Options, cancellationToken);

    public virtual Task<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRuleResponse>(request, ElasticLoadBalancingV2Operations.DeleteRule.Options, cancellationToken);

    public virtual Task<SetRulePrioritiesResponse> SetRulePrioritiesAsync(SetRulePrioritiesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetRulePrioritiesResponse>(request, ElasticLoadBalancingV2Operations.SetRulePriorities.Options, cancellationToken);

    public virtual Task<CreateTargetGroupResponse> CreateTargetGroupAsync(CreateTargetGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateTargetGroupResponse>(request, ElasticLoadBalancingV2Operations.CreateTargetGroup.Options, cancellationToken);

    public virtual Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTargetGroupsResponse>(request, ElasticLoadBalancingV2Operations.DescribeTargetGroups.Options, cancellationToken);

    public virtual Task<ModifyTargetGroupResponse> ModifyTargetGroupAsync(ModifyTargetGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyTargetGroupResponse>(request, ElasticLoadBalancingV2Operations.ModifyTargetGroup.Options, cancellationToken);

    public virtual Task<DeleteTargetGroupResponse> DeleteTargetGroupAsync(DeleteTargetGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteTargetGroupResponse>(request, ElasticLoadBalancingV2Operations.DeleteTargetGroup.Options, cancellationToken);

    public virtual Task<DescribeTargetGroupAttributesResponse> DescribeTargetGroupAttributesAsync(DescribeTargetGroupAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTargetGroupAttributesResponse>(request, ElasticLoadBalancingV2Operations.DescribeTargetGroupAttributes.Options, cancellationToken);

    public virtual Task<ModifyTargetGroupAttributesResponse> ModifyTargetGroupAttributesAsync(ModifyTargetGroupAttributesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyTargetGroupAttributesResponse>(request, ElasticLoadBalancingV2Operations.ModifyTargetGroupAttributes.Options, cancellationToken);

    public virtual Task<RegisterTargetsResponse> RegisterTargetsAsync(RegisterTargetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RegisterTargetsResponse>(request, ElasticLoadBalancingV2Operations.RegisterTargets.Options, cancellationToken);

    public virtual Task<DeregisterTargetsResponse> DeregisterTargetsAsync(DeregisterTargetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeregisterTargetsResponse>(request, ElasticLoadBalancingV2Operations.DeregisterTargets.Options, cancellationToken);

    public virtual Task<DescribeTargetHealthResponse> DescribeTargetHealthAsync(DescribeTargetHealthRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTargetHealthResponse>(request, ElasticLoadBalancingV2Operations.DescribeTargetHealth.Options, cancellationToken);

    public virtual Task<AddTagsResponse> AddTagsAsync(AddTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddTagsResponse>(request, ElasticLoadBalancingV2Operations.AddTags.Options, cancellationToken);

    public virtual Task<RemoveTagsResponse> RemoveTagsAsync(RemoveTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveTagsResponse>(request, ElasticLoadBalancingV2Operations.RemoveTags.Options, cancellationToken);

    public virtual Task<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTagsResponse>(request, ElasticLoadBalancingV2Operations.DescribeTags.Options, cancellationToken);

    public virtual Task<ModifyTrustStoreResponse> ModifyTrustStoreAsync(ModifyTrustStoreRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyTrustStoreResponse>(request, ElasticLoadBalancingV2Operations.ModifyTrustStore.Options, cancellationToken);

    public virtual Task<DeleteTrustStoreResponse> DeleteTrustStoreAsync(DeleteTrustStoreRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteTrustStoreResponse>(request, ElasticLoadBalancingV2Operations.DeleteTrustStore.Options, cancellationToken);

    public virtual Task<DescribeTrustStoreAssociationsResponse> DescribeTrustStoreAssociationsAsync(DescribeTrustStoreAssociationsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTrustStoreAssociationsResponse>(request, ElasticLoadBalancingV2Operations.DescribeTrustStoreAssociations.Options, cancellationToken);

    public virtual Task<AddTrustStoreRevocationsResponse> AddTrustStoreRevocationsAsync(AddTrustStoreRevocationsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddTrustStoreRevocationsResponse>(request, ElasticLoadBalancingV2Operations.AddTrustStoreRevocations.Options, cancellationToken);

    public virtual Task<RemoveTrustStoreRevocationsResponse> RemoveTrustStoreRevocationsAsync(RemoveTrustStoreRevocationsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveTrustStoreRevocationsResponse>(request, ElasticLoadBalancingV2Operations.RemoveTrustStoreRevocations.Options, cancellationToken);

    public virtual Task<DescribeTrustStoreRevocationsResponse> DescribeTrustStoreRevocationsAsync(DescribeTrustStoreRevocationsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTrustStoreRevocationsResponse>(request, ElasticLoadBalancingV2Operations.DescribeTrustStoreRevocations.Options, cancellationToken);

    public virtual Task<GetTrustStoreCaCertificatesBundleResponse> GetTrustStoreCaCertificatesBundleAsync(GetTrustStoreCaCertificatesBundleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetTrustStoreCaCertificatesBundleResponse>(request, ElasticLoadBalancingV2Operations.GetTrustStoreCaCertificatesBundle.Options, cancellationToken);

    public virtual Task<GetTrustStoreRevocationContentResponse> GetTrustStoreRevocationContentAsync(GetTrustStoreRevocationContentRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetTrustStoreRevocationContentResponse>(request, ElasticLoadBalancingV2Operations.GetTrustStoreRevocationContent.Options, cancellationToken);

    public virtual Task<GetResourcePolicyResponse> GetResourcePolicyAsync(GetResourcePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetResourcePolicyResponse>(request, ElasticLoadBalancingV2Operations.GetResourcePolicy.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
