using Amazon.ECR.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.ECR;

/// <summary>Operations with the errors that each one models.</summary>
internal static class ECROperations
{
    private static readonly AwsService Service = new("Amazon.ECR", "2015-09-21", typeof(AmazonECRException));

    internal static readonly JsonOperation<CreateRepositoryResponse> CreateRepository = new(Service, "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
        typeof(InvalidParameterException), typeof(InvalidTagParameterException), typeof(KmsException),
        typeof(LimitExceededException), typeof(RepositoryAlreadyExistsException), typeof(ServerException),
        typeof(TooManyTagsException));

    internal static readonly JsonOperation<DescribeRepositoriesResponse> DescribeRepositories = new(Service, "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
        typeof(InvalidParameterException), typeof(RepositoryNotFoundException), typeof(ServerException));

    internal static readonly JsonOperation<DeleteRepositoryResponse> DeleteRepository = new(Service, "AmazonEC2ContainerRegistry_V20150921.DeleteRepository",
        typeof(InvalidParameterException), typeof(KmsException), typeof(RepositoryNotEmptyException),
        typeof(RepositoryNotFoundException), typeof(ServerException));

    internal static readonly JsonOperation<GetAuthorizationTokenResponse> GetAuthorizationToken = new(Service, "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
        typeof(InvalidParameterException), typeof(ServerException));

    internal static readonly JsonOperation<ListImagesResponse> ListImages = new(Service, "AmazonEC2ContainerRegistry_V20150921.ListImages",
        typeof(InvalidParameterException), typeof(RepositoryNotFoundException), typeof(ServerException));

    internal static readonly JsonOperation<DescribeImagesResponse> DescribeImages = new(Service, "AmazonEC2ContainerRegistry_V20150921.DescribeImages",
        typeof(ImageNotFoundException), typeof(InvalidParameterException), typeof(RepositoryNotFoundException),
        typeof(ServerException));

    internal static readonly JsonOperation<TagResourceResponse> TagResource = new(Service, "AmazonEC2ContainerRegistry_V20150921.TagResource",
        typeof(InvalidParameterException), typeof(InvalidTagParameterException), typeof(RepositoryNotFoundException),
        typeof(ServerException), typeof(TooManyTagsException));

    internal static readonly JsonOperation<UntagResourceResponse> UntagResource = new(Service, "AmazonEC2ContainerRegistry_V20150921.UntagResource",
        typeof(InvalidParameterException), typeof(InvalidTagParameterException), typeof(RepositoryNotFoundException),
        typeof(ServerException), typeof(TooManyTagsException));

    internal static readonly JsonOperation<ListTagsForResourceResponse> ListTagsForResource = new(Service, "AmazonEC2ContainerRegistry_V20150921.ListTagsForResource",
        typeof(InvalidParameterException), typeof(RepositoryNotFoundException), typeof(ServerException));
}
