"""What writes accounts, invitations and second factors."""
