using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest;
