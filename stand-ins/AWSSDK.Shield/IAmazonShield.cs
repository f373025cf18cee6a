using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Shield.Model;

namespace Amazon.Shield;

public interface IAmazonShield : IAmazonService, IDisposable
{
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonShieldConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonShieldClient(awsCredentials, (AmazonShieldConfig)clientConfig);

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    Task<GetSubscriptionStateResponse> GetSubscriptionStateAsync(GetSubscriptionStateRequest request, CancellationToken cancellationToken = default);

    Task<CreateProtectionResponse> CreateProtectionAsync(CreateProtectionRequest request, CancellationToken cancellationToken = default);

    Task<DescribeProtectionResponse> DescribeProtectionAsync(DescribeProtectionRequest request, CancellationToken cancellationToken = default);

    Task<DeleteProtectionResponse> DeleteProtectionAsync(DeleteProtectionRequest request, CancellationToken cancellationToken = default);
}
